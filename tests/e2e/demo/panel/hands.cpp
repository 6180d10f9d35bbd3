// SPDX-License-Identifier: Apache-2.0
// See hands.h.
#include "tests/e2e/demo/panel/hands.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace onestop::demo {

Hands::Hands(const QString& control, const QString& code) : control_(control), code_(code) {
    connect(&socket_, &QLocalSocket::readyRead, this, [this] { read(); });
    connect(&socket_, &QLocalSocket::connected, this, [this] {
        complain({});
        send({{"do", "status"}});
    });
    connect(&socket_, &QLocalSocket::errorOccurred, this, [this] {
        devices_.clear();
        emit devicesChanged();
        complain("模拟器没有应答：" + socket_.errorString());
    });
    connect(&look_, &QTimer::timeout, this, [this] {
        if (socket_.state() == QLocalSocket::ConnectedState)
            send({{"do", "status"}});
        else if (socket_.state() == QLocalSocket::UnconnectedState)
            socket_.connectToServer(control_);
    });
    look_.start(500);
    socket_.connectToServer(control_);
}

void Hands::act(const QVariantMap& request) {
    complain({});
    send(request);
    send({{"do", "status"}});
}

void Hands::send(const QVariantMap& request) {
    if (socket_.state() != QLocalSocket::ConnectedState) return;
    socket_.write(QJsonDocument(QJsonObject::fromVariantMap(request)).toJson(QJsonDocument::Compact) + '\n');
}

void Hands::read() {
    while (socket_.canReadLine()) {
        auto answer = QJsonDocument::fromJson(socket_.readLine()).object();
        if (!answer["ok"].toBool()) {
            complain(answer["error"].toString());
        } else if (answer.contains("reader")) {
            devices_ = answer.toVariantMap();
            emit devicesChanged();
        }
    }
}

void Hands::complain(const QString& what) {
    if (complaint_ == what) return;
    complaint_ = what;
    emit complaintChanged();
}

} // namespace onestop::demo
