// SPDX-License-Identifier: Apache-2.0
#include "sync/push/batch.h"

#include <zstd.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "sync/events/batch.h"

namespace onestop::push {

static constexpr int kLevel = 3; ///< facts/sync.md C3: higher levels gain nothing on events

static std::string packed(std::string_view text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), kLevel));
    return out;
}

Batch makeBatch(std::string source, std::vector<store::StoredEvent> events, const crypto::Digest& before,
                std::uint64_t newest) {
    Batch batch;
    batch.source = std::move(source);
    batch.first = events.front().sequence;
    batch.last = events.back().sequence;
    batch.newest = std::max(newest, batch.last);
    batch.chain_before = crypto::toHex(before);
    batch.chain_after = crypto::toHex(events.back().hash);
    batch.after = events.back().hash;
    std::vector<std::string> bodies;
    bodies.reserve(events.size());
    for (auto& event : events)
        bodies.push_back(std::move(event.body));
    batch.body = packed(events::joinBatch(bodies));
    return batch;
}

tl::expected<std::uint64_t, std::string> parseAcknowledgement(std::string_view json, std::string_view source) {
    const auto document = nlohmann::json::parse(json, nullptr, false);
    const bool fits = document.is_object() && document.contains("source") && document["source"] == source &&
                      document.contains("sequence") && document["sequence"].is_number_unsigned() &&
                      document["sequence"] <= INT64_MAX;
    if (!fits) return tl::unexpected(std::string("cannot take the hub's answer: expected source and sequence"));
    return document["sequence"].get<std::uint64_t>();
}

} // namespace onestop::push
