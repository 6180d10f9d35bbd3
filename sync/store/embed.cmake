# SPDX-License-Identifier: Apache-2.0
# cmake -DIN=schema.sql -DOUT=schema_sql.h -DNAMESPACE=onestop::store -P embed.cmake: the schema as a C++ string.
file(READ ${IN} text)
file(WRITE ${OUT} "// SPDX-License-Identifier: Apache-2.0\n// Generated from schema.sql.\n#pragma once\nnamespace ${NAMESPACE} {\ninline constexpr char kSchemaSql[] = R\"sql(${text})sql\";\n}\n")
