// SPDX-License-Identifier: Apache-2.0
// Every page there is, as data: the screen opens none that is not here, and the page walk opens each.
pragma ComponentBehavior: Bound
import QtQuick
import Onestop.Pages
import Onestop.ViewModels

QtObject {
    id: routes

    required property LobbyViewModel lobby

    readonly property list<RouteEntry> entries: [
        RouteEntry {
            route: Route.Home
            page: Component { HomePage { lobby: routes.lobby } }
            carePage: Component { CareHomePage { lobby: routes.lobby } }
        },
        RouteEntry {
            route: Route.More
            page: Component { MorePage { lobby: routes.lobby } }
        },
        RouteEntry {
            route: Route.Guide
            page: Component { GuidePage { lobby: routes.lobby } }
        },
        RouteEntry {
            route: Route.Item
            page: Component { ItemPage { lobby: routes.lobby } }
        },
        RouteEntry {
            route: Route.Ticket
            page: Component { TicketPage { lobby: routes.lobby } }
        },
        RouteEntry {
            route: Route.CheckIn
            page: Component { CheckInPage { lobby: routes.lobby } }
        },
        RouteEntry {
            route: Route.Result
            page: Component { ResultPage { lobby: routes.lobby } }
        },
        RouteEntry {
            route: Route.Services
            page: Component { ServicesPage { lobby: routes.lobby } }
        },
        RouteEntry {
            route: Route.Tour
            page: Component { TourPage { lobby: routes.lobby } }
        },
        RouteEntry {
            route: Route.Sites
            page: Component { SitesPage { lobby: routes.lobby } }
        },
        RouteEntry {
            route: Route.Help
            page: Component { HelpPage { lobby: routes.lobby } }
        },
        RouteEntry {
            route: Route.Settings
            page: Component { SettingsPage { lobby: routes.lobby } }
        }
    ]

    function pageOf(route: int, care: bool): Component {
        for (let i = 0; i < entries.length; ++i) {
            const entry = entries[i]
            if (entry.route === route)
                return care ? entry.carePage : entry.page
        }
        return null
    }
}
