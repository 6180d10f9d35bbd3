// SPDX-License-Identifier: Apache-2.0
// Private keys in files: PKCS#8 in PEM, encrypted so that a stolen stick is worth nothing soon. For signature.cpp and
// sealing.cpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace onestop::crypto {

/// Null when the passphrase is wrong or the text is no private key: PKCS#8 cannot tell the two apart.
std::shared_ptr<evp_pkey_st> readPrivateKeyPem(std::string_view pem, std::string_view passphrase);

/// An empty passphrase writes it unencrypted.
std::string writePrivateKeyPem(const evp_pkey_st* key, std::string_view passphrase);

} // namespace onestop::crypto
