#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the C++ structs, the JSON schema and EVENTS.md from events.toml, so that the three cannot differ.

    generate_events.py events.toml --cpp FOLDER      event_types.h, event_types.cpp, events.schema.json
    generate_events.py events.toml --doc EVENTS.md
"""
import argparse
import json
import pathlib
import sys
import tomllib

HEAD = "// SPDX-License-Identifier: Apache-2.0\n// Generated from sync/events/events.toml by generate_events.py.\n"
TYPES = {"string", "int", "bool", "time", "hash", "list", "enum"}
CPP = {"string": "std::string", "int": "std::int64_t", "bool": "bool", "time": "WallTime", "hash": "std::string",
       "list": "std::vector<std::string>"}
START = {"int": " = 0", "bool": " = false", "time": "{}"}
SCHEMA = {
    "string": {"type": "string", "pattern": "^[A-Za-z0-9._:/+-]{1,64}$"},
    "int": {"type": "integer"},
    "bool": {"type": "boolean"},
    "time": {"type": "string", "format": "date-time"},
    "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "list": {"type": "array", "maxItems": 16, "items": {"type": "string", "pattern": "^[A-Za-z0-9._:/+-]{1,64}$"}},
}


def pascal(name):
    return "".join(part[:1].upper() + part[1:] for part in name.replace(".", "_").replace("-", "_").split("_"))


def load(path):
    with open(path, "rb") as file:
        events = tomllib.load(file)
    for name, event in events.items():
        if event.get("priority") not in ("record", "usage"):
            sys.exit(f"{path}: {name}: priority: expected record or usage")
        for field, spec in event.get("fields", {}).items():
            if spec.get("type") not in TYPES:
                sys.exit(f"{path}: {name}.{field}: type: expected one of {', '.join(sorted(TYPES))}")
            if (spec["type"] == "enum") != ("values" in spec):
                sys.exit(f"{path}: {name}.{field}: values: expected for enum and only there")
            if not spec.get("doc"):
                sys.exit(f"{path}: {name}.{field}: doc: expected a sentence")
    return events


def cpp_type(field, spec):
    base = pascal(field) if spec["type"] == "enum" else CPP[spec["type"]]
    return f"std::optional<{base}>" if spec.get("optional") else base


def header(events):
    out = [HEAD, "#pragma once\n\n#include <cstdint>\n#include <optional>\n#include <span>\n#include <string>\n",
           "#include <string_view>\n#include <vector>\n\n#include <tl/expected.hpp>\n\n#include \"sync/events/event.h\"\n\n",
           "namespace onestop::events {\n\n",
           "/// Record: always appended. Usage: counted instead of appended when the store is nearly full.\n",
           "enum class Priority { Record, Usage };\n\n"]
    for name, event in events.items():
        out.append(f"/// {event['doc']}\nstruct {pascal(name)} {{\n")
        out.append(f"    static constexpr std::string_view kType = \"{name}\";\n")
        out.append(f"    static constexpr Priority kPriority = Priority::{event['priority'].capitalize()};\n\n")
        fields = event.get("fields", {})
        for field, spec in fields.items():
            if spec["type"] == "enum":
                out.append(f"    enum class {pascal(field)} {{ {', '.join(pascal(v) for v in spec['values'])} }};\n")
        for field, spec in fields.items():
            start = "" if spec.get("optional") else START.get(spec["type"], "{}" if spec["type"] == "enum" else "")
            unit = f" [{spec['unit']}]" if "unit" in spec else ""
            out.append(f"    {cpp_type(field, spec)} {field}{start}; ///< {spec['doc']}{unit}\n")
        out.append("\n    std::string toJson() const;\n")
        out.append(f"    static tl::expected<{pascal(name)}, EventFailure> parse(const DataMembers& data);\n")
        out.append(f"    static tl::expected<{pascal(name)}, EventFailure> parse(std::string_view data);\n}};\n\n")
    out.append("/// One declared type.\nstruct EventType {\n    std::string_view type;\n    Priority priority;\n};\n\n")
    out.append("/// All declared types, in the order of events.toml.\nstd::span<const EventType> eventTypes();\n\n")
    out.append("/// Checks data against its declared type; nothing when it fits, UnknownType when the type is not declared.\n")
    out.append("std::optional<EventFailure> checkData(std::string_view type, std::string_view data);\n\n")
    out.append("} // namespace onestop::events\n")
    return "".join(out)


def writer(field, spec):
    value = f"*{field}" if spec.get("optional") else field
    if spec["type"] == "enum":
        call = f"writer.text(\"{field}\", k{{owner}}{pascal(field)}[static_cast<std::size_t>({value})]);"
    else:
        verb = {"string": "text", "hash": "text", "int": "number", "bool": "truth", "time": "time", "list": "list"}[spec["type"]]
        call = f"writer.{verb}(\"{field}\", {value});"
    return f"    if ({field}) {call}\n" if spec.get("optional") else f"    {call}\n"


def reader(field, spec):
    optional = "true" if spec.get("optional") else "false"
    if spec["type"] == "enum":
        call = f"reader.choice(\"{field}\", k{{owner}}{pascal(field)}, {optional})"
        target = f"{{owner}}::{pascal(field)}"
        return (f"    if (const auto index = {call}) value.{field} = static_cast<{target}>(*index);\n")
    verb = {"string": "text", "hash": "hash", "int": "number", "bool": "truth", "time": "time", "list": "list"}[spec["type"]]
    bounds = ""
    if spec["type"] == "int":
        bounds = f", {spec.get('min', 'std::numeric_limits<std::int64_t>::min()')}, {spec.get('max', 'std::numeric_limits<std::int64_t>::max()')}"
    value = "std::move(*read)" if verb in ("text", "hash", "list") else "*read"
    return f"    if (auto read = reader.{verb}(\"{field}\", {optional}{bounds})) value.{field} = {value};\n"


def source(events):
    out = [HEAD, "#include \"sync/events/event_types.h\"\n\n#include <array>\n#include <limits>\n\n#include \"sync/events/event_data.h\"\n\n",
           "namespace onestop::events {\n\n"]
    for name, event in events.items():
        owner = pascal(name)
        fields = event.get("fields", {})
        for field, spec in fields.items():
            if spec["type"] == "enum":
                values = ", ".join(f"\"{v}\"" for v in spec["values"])
                out.append(f"static constexpr std::array<std::string_view, {len(spec['values'])}> k{owner}{pascal(field)}{{{values}}};\n")
        out.append(f"\nstd::string {owner}::toJson() const {{\n    DataWriter writer;\n")
        out += [writer(f, s).replace("{owner}", owner) for f, s in fields.items()]
        out.append("    return writer.finish();\n}\n\n")
        out.append(f"tl::expected<{owner}, EventFailure> {owner}::parse(const DataMembers& data) {{\n    DataReader reader(data);\n    {owner} value;\n")
        out += [reader(f, s).replace("{owner}", owner) for f, s in fields.items()]
        out.append("    if (auto failure = reader.finish()) return tl::unexpected(std::move(*failure));\n    return value;\n}\n\n")
        out.append(f"tl::expected<{owner}, EventFailure> {owner}::parse(std::string_view data) {{\n"
                   "    const auto members = readData(data);\n    if (!members) return tl::unexpected(members.error());\n"
                   "    return parse(*members);\n}\n\n")
    out.append(f"static constexpr std::array<EventType, {len(events)}> kTypes{{{{\n")
    for name, event in events.items():
        out.append(f"    {{\"{name}\", Priority::{event['priority'].capitalize()}}},\n")
    out.append("}};\n\nstd::span<const EventType> eventTypes() { return kTypes; }\n\n")
    out.append("template <typename Data>\nstatic std::optional<EventFailure> check(std::string_view data) {\n"
               "    auto parsed = Data::parse(data);\n    if (parsed) return std::nullopt;\n    return std::move(parsed.error());\n}\n\n")
    out.append("std::optional<EventFailure> checkData(std::string_view type, std::string_view data) {\n")
    for name in events:
        out.append(f"    if (type == \"{name}\") return check<{pascal(name)}>(data);\n")
    out.append("    return EventFailure{EventFault::UnknownType, \"type: expected one that events.toml declares\"};\n}\n\n} // namespace onestop::events\n")
    return "".join(out)


def field_schema(spec):
    schema = {"enum": spec["values"]} if spec["type"] == "enum" else dict(SCHEMA[spec["type"]])
    if "min" in spec:
        schema["minimum"] = spec["min"]
    if "max" in spec:
        schema["maximum"] = spec["max"]
    schema["description"] = spec["doc"] + (f" [{spec['unit']}]" if "unit" in spec else "")
    return schema


def schema(events):
    branches = []
    for name, event in events.items():
        fields = event.get("fields", {})
        data = {"type": "object", "properties": {f: field_schema(s) for f, s in fields.items()},
                "required": [f for f, s in fields.items() if not s.get("optional")], "additionalProperties": False}
        branches.append({"description": event["doc"], "properties": {"type": {"const": name}, "data": data}})
    return json.dumps({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Onestop event (CloudEvents 1.0)",
        "type": "object",
        "required": ["specversion", "id", "source", "type", "time", "datacontenttype", "sequence", "monotonicms", "clocktrust", "data"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {"type": "string", "format": "uuid"},
            "source": {"type": "string", "pattern": "^urn:onestop:[a-z0-9-]+:[a-z0-9-]+:[a-z]+:[0-9a-f-]{36}$"},
            "time": {"type": "string", "format": "date-time"},
            "datacontenttype": {"const": "application/json"},
            "sequence": {"type": "string", "pattern": "^[1-9][0-9]*$"},
            "monotonicms": {"type": "string", "pattern": "^[0-9]+$"},
            "clocktrust": {"enum": ["trusted", "unsure"]},
        },
        "oneOf": branches}, ensure_ascii=False, indent=1) + "\n"


def document(events):
    out = ["# Events\n\n", "<!-- Generated from events.toml by generate_events.py; a test fails when this page is stale. -->\n\n",
           "Each is a CloudEvents 1.0 object. No free text, no identity. *usage* types are counted instead of appended when the store is nearly full.\n\n",
           "| type | priority | fields | meaning |\n|---|---|---|---|\n"]
    for name, event in events.items():
        parts = []
        for field, spec in event.get("fields", {}).items():
            kind = " / ".join(spec["values"]) if spec["type"] == "enum" else spec["type"]
            unit = f", {spec['unit']}" if "unit" in spec else ""
            mark = ", optional" if spec.get("optional") else ""
            parts.append(f"`{field}` ({kind}{unit}{mark}): {spec['doc']}")
        out.append(f"| `{name}` | {event['priority']} | {'<br>'.join(parts) or '—'} | {event['doc']} |\n")
    return "".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events")
    parser.add_argument("--cpp", metavar="FOLDER", type=pathlib.Path)
    parser.add_argument("--doc", metavar="FILE", type=pathlib.Path)
    options = parser.parse_args()
    events = load(options.events)
    if options.cpp:
        options.cpp.mkdir(parents=True, exist_ok=True)
        (options.cpp / "event_types.h").write_text(header(events), encoding="utf-8")
        (options.cpp / "event_types.cpp").write_text(source(events), encoding="utf-8")
        (options.cpp / "events.schema.json").write_text(schema(events), encoding="utf-8")
    if options.doc:
        options.doc.write_text(document(events), encoding="utf-8")


if __name__ == "__main__":
    main()
