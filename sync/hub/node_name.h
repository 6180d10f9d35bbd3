// SPDX-License-Identifier: Apache-2.0
// How this hub calls the nodes it hears of, and which certificate may speak for which log. Pure.
// Its own site's nodes go by their own name, "kiosk-1"; those of another site by the name in their certificate,
// "kiosk-1.dapeng-kuichong", so that the kiosks of all sites of a district stand apart.
#pragma once

#include <string>
#include <string_view>

#include "sync/events/event.h"

namespace onestop::hub {

/// Of the node that `source` names.
std::string nodeName(const events::SourceName& source, std::string_view own_site);
/// Of the node whose certificate says `common_name`.
std::string nodeName(std::string_view common_name, std::string_view own_site);
/// The common name of a node's certificate: the other way round.
std::string commonName(std::string_view node, std::string_view own_site);
/// The part of a node's name that says the site: ".dapeng-kuichong", or nothing for this hub's own.
std::string_view siteSuffix(std::string_view node);

/// A kiosk speaks for its own logs, the hub of another site for all logs of that site. Nobody speaks for this hub.
bool maySpeakFor(std::string_view peer, const events::SourceName& source, std::string_view own_site);
/// "hub.dapeng-kuichong", the hub of another site than this one.
bool isSiteHub(std::string_view peer, std::string_view own_site);

} // namespace onestop::hub
