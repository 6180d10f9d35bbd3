# SPDX-License-Identifier: Apache-2.0
"""The part of JSON Schema (2020-12) that this tree's schemas use, so that a test needs nothing beyond Python itself.

A keyword it does not know is an error, not a silent pass.
"""

import re

KNOWN = {"$schema", "$defs", "$ref", "title", "description", "format", "type", "enum", "const", "required", "properties",
         "additionalProperties", "items", "minItems", "maxItems", "minimum", "maximum", "minLength", "maxLength", "pattern", "oneOf"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}


def is_type(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def faults(value, schema, root=None, at="$"):
    """Each way in which the value does not fit, as a sentence."""
    root = root or schema
    unknown = schema.keys() - KNOWN
    if unknown:
        raise ValueError(f"a keyword this validator does not know: {unknown}")
    if "$ref" in schema:
        target = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        yield from faults(value, target, root, at)
    if "type" in schema and not is_type(value, schema["type"]):
        yield f"{at}: expected {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: expected one of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: expected {schema['const']!r}"
    if "oneOf" in schema:
        fitting = sum(not any(faults(value, branch, root, at)) for branch in schema["oneOf"])
        if fitting != 1:
            yield f"{at}: fits {fitting} of the forms, expected one"
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0) or len(value) > schema.get("maxLength", len(value)):
            yield f"{at}: wrong length"
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{at}: expected {schema['pattern']}"
    if is_type(value, "number") and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{at}: out of bounds"
    if isinstance(value, dict):
        for name in schema.get("required", []):
            if name not in value:
                yield f"{at}.{name}: expected to be there"
        for name, member in value.items():
            if name in schema.get("properties", {}):
                yield from faults(member, schema["properties"][name], root, f"{at}.{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}.{name}: not declared"
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{at}: wrong number of elements"
        for index, element in enumerate(value):
            yield from faults(element, schema.get("items", {}), root, f"{at}[{index}]")
