// SPDX-License-Identifier: Apache-2.0
// What every picture of a walk looks like, in ten figures each: equal figures, equal pixels.
#pragma once

#include <QImage>

#include <map>
#include <string>

namespace onestop::tests {

class PictureHashes {
public:
    void add(const std::string& scene, const std::string& look, const QImage& picture);
    /// {"home": {"portrait-hans": "0123456789", …}, …}; false: the file cannot be written.
    bool write(const QString& file) const;

private:
    std::map<std::string, std::map<std::string, std::string>> hashes_;
};

} // namespace onestop::tests
