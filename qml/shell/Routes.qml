// SPDX-License-Identifier: Apache-2.0
// Every page there is, as data: the screen opens none that is not here, and the page walk opens each.
import QtQuick
import Onestop.ViewModels

QtObject {
    readonly property string folder: "qrc:/qt/qml/Onestop/Pages/"

    readonly property list<RouteEntry> entries: [
        RouteEntry {
            route: Route.Home
            page: "HomePage"
            carePage: "CareHomePage"
            visitorPage: "VisitorHomePage"
            careVisitorPage: "CareVisitorHomePage"
            closedPage: "ClosedPage"
            updatingPage: "UpdatingPage"
        },
        RouteEntry {
            route: Route.More
            page: "MorePage"
        },
        RouteEntry {
            route: Route.Troubles
            page: "TroublesPage"
        },
        RouteEntry {
            route: Route.Guide
            page: "GuidePage"
        },
        RouteEntry {
            route: Route.Item
            page: "ItemPage"
        },
        RouteEntry {
            route: Route.Places
            page: "PlacesPage"
        },
        RouteEntry {
            route: Route.CardConsent
            page: "CardConsentPage"
        },
        RouteEntry {
            route: Route.Ticket
            page: "TicketPage"
        },
        RouteEntry {
            route: Route.CheckIn
            page: "CheckInPage"
        },
        RouteEntry {
            route: Route.CheckInCode
            page: "CheckInCodePage"
        },
        RouteEntry {
            route: Route.Result
            page: "ResultPage"
        },
        RouteEntry {
            route: Route.Rating
            page: "RatingPage"
        },
        RouteEntry {
            route: Route.Services
            page: "ServicesPage"
        },
        RouteEntry {
            route: Route.Tour
            page: "TourPage"
        },
        RouteEntry {
            route: Route.Sites
            page: "SitesPage"
        },
        RouteEntry {
            route: Route.Sights
            page: "SightsPage"
        },
        RouteEntry {
            route: Route.Safety
            page: "SafetyPage"
        },
        RouteEntry {
            route: Route.Help
            page: "HelpPage"
        },
        RouteEntry {
            route: Route.Settings
            page: "SettingsPage"
        },
        RouteEntry {
            route: Route.Activity
            page: "ActivityPage"
        },
        RouteEntry {
            route: Route.Booking
            page: "BookingPage"
        },
        RouteEntry {
            route: Route.Search
            page: "SearchPage"
        },
        RouteEntry {
            route: Route.Opinion
            page: "OpinionPage"
        },
        RouteEntry {
            route: Route.OpinionText
            page: "OpinionTextPage"
        },
        RouteEntry {
            route: Route.OpinionReceipt
            page: "OpinionReceiptPage"
        },
        RouteEntry {
            route: Route.Answer
            page: "AnswerPage"
        },
        RouteEntry {
            route: Route.CallBack
            page: "CallBackPage"
        },
        RouteEntry {
            route: Route.StaffPin
            page: "StaffPinPage"
        },
        RouteEntry {
            route: Route.Staff
            page: "StaffPage"
        },
        RouteEntry {
            route: Route.Roll
            page: "RollPage"
        },
        RouteEntry {
            route: Route.DeviceTrial
            page: "DeviceTrialPage"
        },
        RouteEntry {
            route: Route.Voice
            page: "VoicePage"
        },
        RouteEntry {
            route: Route.CheckIns
            page: "CheckInsPage"
        }
    ]

    function pageOf(route: int, care: bool, visitors: bool, closed: bool, updating: bool): url {
        for (let i = 0; i < entries.length; ++i) {
            const entry = entries[i]
            if (entry.route === route)
                return folder + (updating && entry.updatingPage ? entry.updatingPage : closed && entry.closedPage ? entry.closedPage
                                 : visitors ? care ? entry.careVisitorPage : entry.visitorPage
                                 : care ? entry.carePage : entry.page) + ".qml"
        }
        return ""
    }
}
