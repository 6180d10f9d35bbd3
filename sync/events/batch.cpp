// SPDX-License-Identifier: Apache-2.0
// The array around stored bodies. Splitting follows strings and brackets only: the raw bytes are what the chain is
// over.
#include "sync/events/batch.h"

namespace onestop::events {

std::string joinBatch(std::span<const std::string> bodies) {
    std::size_t size = 2;
    for (const auto& body : bodies)
        size += body.size() + 1;
    std::string out;
    out.reserve(size);
    out += '[';
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        if (i > 0) out += ',';
        out += bodies[i];
    }
    out += ']';
    return out;
}

static void skipSpace(std::string_view text, std::size_t& at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t'))
        ++at;
}

/// Moves `at` from an opening brace to behind its closing one; false when there is none.
static bool skipObject(std::string_view text, std::size_t& at) {
    int depth = 0;
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                quoted = false;
            continue;
        }
        if (c == '"')
            quoted = true;
        else if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0) {
            ++at;
            return true;
        }
    }
    return false;
}

tl::expected<std::vector<std::string_view>, EventFailure> splitBatch(std::string_view batch) {
    const auto refuse = [](const char* expected) {
        return tl::unexpected(
            EventFailure{EventFault::NotABatch, std::string("cannot take batch: expected ") + expected});
    };
    std::vector<std::string_view> elements;
    std::size_t at = 0;
    skipSpace(batch, at);
    if (at == batch.size() || batch[at++] != '[') return refuse("a JSON array");
    skipSpace(batch, at);
    if (at < batch.size() && batch[at] == ']') return refuse("at least one event");
    while (true) {
        skipSpace(batch, at);
        if (at == batch.size() || batch[at] != '{') return refuse("objects in the array");
        const std::size_t begin = at;
        if (!skipObject(batch, at)) return refuse("the whole array");
        if (elements.size() == kMaxBatchEvents) return refuse("at most 1000 events");
        elements.push_back(batch.substr(begin, at - begin));
        skipSpace(batch, at);
        if (at == batch.size()) return refuse("the whole array");
        if (batch[at] == ']') break;
        if (batch[at++] != ',') return refuse("a comma between events");
    }
    skipSpace(batch, ++at);
    if (at != batch.size()) return refuse("nothing behind the array");
    return elements;
}

} // namespace onestop::events
