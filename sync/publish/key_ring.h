// SPDX-License-Identifier: Apache-2.0
// The publisher's private keys: one encrypted PKCS#8 file each, in a folder that stays offline.
#pragma once
#include "sync/crypto/sealing.h"
#include "sync/crypto/signature.h"

#include <filesystem>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace onestop::publish {

/// Errors are sentences for the person at the desk. Opened keys are kept until the end of the program,
/// because opening one costs a quarter of a second on purpose (PBKDF2).
class KeyRing {
public:
    /// The passphrase of all files but the online ones (snapshot, timestamp), which the hub must open alone.
    KeyRing(std::filesystem::path folder, std::string passphrase);
    ~KeyRing();
    KeyRing(const KeyRing&) = delete;
    KeyRing& operator=(const KeyRing&) = delete;

    bool has(const std::string& name) const;
    tl::expected<crypto::PrivateKey, std::string> open(const std::string& name);
    /// A new key under this name. One of the same name is put aside as "<name>.retired-<n>.pem".
    tl::expected<crypto::PrivateKey, std::string> make(const std::string& name);
    /// The same for a key that opens sealed records.
    tl::expected<crypto::SealingKey, std::string> makeSealing(const std::string& name);
    /// Names of the files in use that begin so, sorted ("root-": root-1, root-2, …).
    std::vector<std::string> namesBeginning(const std::string& prefix) const;

private:
    tl::expected<void, std::string> put(const std::string& name, std::string pem);
    std::filesystem::path file(const std::string& name) const;
    const std::string& passphraseOf(const std::string& name) const;

    std::filesystem::path folder_;
    std::string passphrase_;
    std::map<std::string, crypto::PrivateKey> opened_;
};

} // namespace onestop::publish
