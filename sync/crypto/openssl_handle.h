// SPDX-License-Identifier: Apache-2.0
// Whatever OpenSSL gives away is given back: std::unique_ptr<BIO, OpenSslFree<BIO_free_all>>.
#pragma once

#include <memory>

#include <openssl/bio.h>

namespace onestop::crypto {

template <auto free_it>
struct OpenSslFree {
    template <class T>
    void operator()(T* object) const {
        free_it(object);
    }
};
using BioPtr = std::unique_ptr<BIO, OpenSslFree<BIO_free_all>>;

} // namespace onestop::crypto
