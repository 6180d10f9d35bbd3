// SPDX-License-Identifier: Apache-2.0
// The plugin: a Unix socket in the window's own thread. Plain sockets, because the kiosk may not use Qt's network.
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QGenericPlugin>
#include <QGuiApplication>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointingDevice>
#include <QSocketNotifier>
#include <QTimer>
#include <QtTest/qtesttouch.h>

#include "tests/e2e/demo/rehearsal/accessible_items.h"

namespace onestop::rehearsal {

namespace {

constexpr int kLookAgainMs = 30;

QJsonObject refusal(const QString& why) { return {{"ok", false}, {"error", why}}; }

QQuickWindow* shownWindow() {
    for (auto* window : QGuiApplication::topLevelWindows())
        if (auto* quick = qobject_cast<QQuickWindow*>(window); quick && quick->isVisible()) return quick;
    return nullptr;
}

QJsonObject described(const AccessibleItem& item) {
    const QRect& part = item.part;
    return {{"name", item.name},
            {"role", item.role},
            {"rect", QJsonArray{part.x(), part.y(), part.width(), part.height()}},
            {"enabled", item.enabled}};
}

QJsonObject withWindow(QJsonObject answer, const QQuickWindow& window) {
    answer["ok"] = true;
    answer["window_width"] = window.width();
    answer["window_height"] = window.height();
    return answer;
}

QJsonObject grab(QQuickWindow& window, const QString& file) {
    QImage image = window.grabWindow();
    if (image.isNull() || !image.save(file)) return refusal("cannot write " + file);
    return withWindow({{"width", image.width()}, {"height", image.height()}}, window);
}

QJsonObject tree(QQuickWindow& window) {
    QJsonArray items;
    for (const auto& item : visibleItems(window))
        items.append(described(item));
    return withWindow({{"items", items}}, window);
}

/// One finger, by the way that a panel's driver takes. `at`: window pixels; it leaves the glass where it was last.
QJsonObject touch(QQuickWindow& window, QEventPoint::State what, QPoint at) {
    static QPointingDevice* const panel = QTest::createTouchDevice();
    static QPoint last;
    auto sequence = QTest::touchEvent(&window, panel, false);
    if (what == QEventPoint::Pressed) sequence.press(0, last = at, &window);
    if (what == QEventPoint::Updated) sequence.move(0, last = at, &window);
    if (what == QEventPoint::Released) sequence.release(0, last, &window);
    sequence.commit(false); // no events are processed in here: the next request may be among them
    return withWindow({}, window);
}

/// One connection; requests are answered in order, a find that waits holds up those behind it.
class Conversation final : public QObject {
public:
    Conversation(int socket, QObject* parent)
        : QObject(parent), socket_(socket), readable_(socket, QSocketNotifier::Read) {
        connect(&readable_, &QSocketNotifier::activated, this, [this] { read(); });
        again_.setInterval(kLookAgainMs);
        connect(&again_, &QTimer::timeout, this, [this] { obeyNext(); });
    }
    ~Conversation() override { ::close(socket_); }

private:
    void read() {
        char part[4096];
        auto count = ::recv(socket_, part, sizeof part, 0);
        if (count <= 0) {
            readable_.setEnabled(false);
            deleteLater();
            return;
        }
        received_.append(part, count);
        if (!again_.isActive()) obeyNext();
    }

    void obeyNext() {
        again_.stop();
        for (auto end = received_.indexOf('\n'); end >= 0; end = received_.indexOf('\n')) {
            auto request = QJsonDocument::fromJson(received_.left(end)).object();
            auto answer = obey(request);
            if (answer.isEmpty()) return again_.start();
            received_.remove(0, end + 1);
            waiting_.invalidate();
            auto line = QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n';
            for (qsizetype sent = 0; sent < line.size();) {
                auto n = ::send(socket_, line.constData() + sent, static_cast<std::size_t>(line.size() - sent),
                                MSG_NOSIGNAL);
                if (n <= 0) break;
                sent += n;
            }
        }
    }

    /// Empty: not yet, look again.
    QJsonObject obey(const QJsonObject& request) {
        if (!waiting_.isValid()) waiting_.start();
        bool late = waiting_.elapsed() >= request["timeout_ms"].toInt(0);
        auto* window = shownWindow();
        if (!window) return late ? refusal("no window is shown") : QJsonObject();
        auto what = request["do"].toString();
        if (what == "grab") return grab(*window, request["file"].toString());
        if (what == "tree") return tree(*window);
        const QPoint at(request["x"].toInt(), request["y"].toInt());
        if (what == "press") return touch(*window, QEventPoint::Pressed, at);
        if (what == "move") return touch(*window, QEventPoint::Updated, at);
        if (what == "release") return touch(*window, QEventPoint::Released, at);
        if (what == "frame") return frame(*window, late);
        if (what != "find") return refusal("do: expected find, frame, grab, tree, press, move or release");
        auto name = request["name"].toString();
        if (name.isEmpty()) return refusal("name: expected a text");
        if (auto item = findItem(visibleItems(*window), name, request["role"].toString()))
            return withWindow(described(*item), *window);
        return late ? refusal("nothing visible is called " + name) : QJsonObject();
    }

    /// Empty until the window has drawn what it is now: whatever is found after it is where a person sees it.
    QJsonObject frame(QQuickWindow& window, bool late) {
        if (!drawn_) {
            drawn_ = false;
            connect(
                &window, &QQuickWindow::frameSwapped, this, [this] { drawn_ = true; }, Qt::SingleShotConnection);
            window.update();
        }
        if (!*drawn_) return late ? refusal("the window draws nothing") : QJsonObject();
        drawn_.reset();
        return withWindow({}, window);
    }

    int socket_;
    QSocketNotifier readable_;
    QTimer again_;
    QElapsedTimer waiting_;
    std::optional<bool> drawn_; ///< since a frame was asked for
    QByteArray received_;
};

class Rehearsal final : public QObject {
public:
    explicit Rehearsal(const QByteArray& path) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        if (path.isEmpty() || static_cast<std::size_t>(path.size()) >= sizeof address.sun_path)
            qFatal("onestoprehearsal: expected socket=PATH, shorter than a hundred bytes");
        std::strcpy(address.sun_path, path.constData());
        ::unlink(path.constData());
        listening_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (listening_ < 0 || ::bind(listening_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
            ::listen(listening_, 4) != 0)
            qFatal("onestoprehearsal: cannot listen at %s: %s", path.constData(), std::strerror(errno));
        arriving_ = std::make_unique<QSocketNotifier>(listening_, QSocketNotifier::Read);
        connect(arriving_.get(), &QSocketNotifier::activated, this, [this] {
            int connection = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
            if (connection >= 0) new Conversation(connection, this);
        });
    }
    ~Rehearsal() override { ::close(listening_); }

private:
    int listening_ = -1;
    std::unique_ptr<QSocketNotifier> arriving_;
};

} // namespace

class RehearsalPlugin final : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "onestop_rehearsal.json")

public:
    QObject* create(const QString& key, const QString& specification) override {
        if (key.compare("onestoprehearsal", Qt::CaseInsensitive) != 0) return nullptr;
        const QString option = "socket=";
        return new Rehearsal(specification.startsWith(option) ? specification.mid(option.size()).toLocal8Bit()
                                                              : QByteArray());
    }
};

} // namespace onestop::rehearsal

#include "rehearsal_plugin.moc"
