// SPDX-License-Identifier: Apache-2.0
#include "tests/qml/shell/picture_hashes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace onestop::tests {

void PictureHashes::add(const std::string& scene, const std::string& look, const QImage& picture) {
    const QImage pixels = picture.convertToFormat(QImage::Format_RGB32);
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (int line = 0; line < pixels.height(); ++line)
        hash.addData(QByteArray::fromRawData(reinterpret_cast<const char*>(pixels.constScanLine(line)),
                                             static_cast<qsizetype>(pixels.width()) * 4));
    hashes_[scene][look] = hash.result().toHex().left(10).toStdString();
}

bool PictureHashes::write(const QString& file) const {
    QJsonObject scenes;
    for (const auto& [scene, looks] : hashes_) {
        QJsonObject each;
        for (const auto& [look, hash] : looks)
            each[QString::fromStdString(look)] = QString::fromStdString(hash);
        scenes[QString::fromStdString(scene)] = each;
    }
    QDir().mkpath(QFileInfo(file).path());
    QFile out(file);
    return out.open(QIODevice::WriteOnly) && out.write(QJsonDocument(scenes).toJson(QJsonDocument::Indented)) > 0;
}

} // namespace onestop::tests
