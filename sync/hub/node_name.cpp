// SPDX-License-Identifier: Apache-2.0
#include "sync/hub/node_name.h"

namespace onestop::hub {

std::string nodeName(const events::SourceName& source, std::string_view own_site) {
    return source.site == own_site ? source.node : source.node + '.' + source.site;
}

std::string nodeName(std::string_view common_name, std::string_view own_site) {
    const auto dot = common_name.find('.');
    const bool own = dot != std::string_view::npos && common_name.substr(dot + 1) == own_site;
    return std::string(own ? common_name.substr(0, dot) : common_name);
}

std::string commonName(std::string_view node, std::string_view own_site) {
    if (node.find('.') != std::string_view::npos) return std::string(node);
    return std::string(node) + '.' + std::string(own_site);
}

std::string_view siteSuffix(std::string_view node) {
    const auto dot = node.find('.');
    return dot == std::string_view::npos ? std::string_view() : node.substr(dot);
}

bool isSiteHub(std::string_view peer, std::string_view own_site) {
    constexpr std::string_view kHub = "hub.";
    return peer.starts_with(kHub) && peer.size() > kHub.size() && peer.substr(kHub.size()) != own_site;
}

bool maySpeakFor(std::string_view peer, const events::SourceName& source, std::string_view own_site) {
    if (isSiteHub(peer, own_site)) return peer == "hub." + source.site;
    return source.node != "hub" && peer == source.node + '.' + source.site;
}

} // namespace onestop::hub
