# SPDX-License-Identifier: Apache-2.0
# cmake -DFOLDER=demo -DOUT=demo_data.h -P embed_demo.cmake: the demo's texts as C++ strings.
set(code "// SPDX-License-Identifier: Apache-2.0\n// Generated from sync/publish/demo/*.json.\n#pragma once\nnamespace onestop::publish {\n")
foreach(pair "sites kSites" "calendar_2026 kCalendar2026" "guide kGuide" "queue_plans kQueuePlans" "month_services kMonthServices"
             "activities kActivities" "posters kPosters")
  separate_arguments(pair)
  list(GET pair 0 file)
  list(GET pair 1 name)
  file(READ ${FOLDER}/${file}.json text)
  string(APPEND code "inline constexpr char ${name}[] = R\"demo(${text})demo\";\n")
endforeach()
file(WRITE ${OUT} "${code}}\n")
