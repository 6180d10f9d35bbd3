// SPDX-License-Identifier: Apache-2.0
#include "drivers/id_card_reader/id_card.h"

#include <cstring>

namespace onestop::id_card_reader {
namespace {

// GB 3304: 56 groups by code, then 97 and 98.
constexpr std::array<std::string_view, 57> kEthnicNames{
    "",     "汉",   "蒙古",   "回",   "藏",     "维吾尔",   "苗",   "彝",       "壮",     "布依",   "朝鲜", "满",
    "侗",   "瑶",   "白",     "土家", "哈尼",   "哈萨克",   "傣",   "黎",       "傈僳",   "佤",     "畲",   "高山",
    "拉祜", "水",   "东乡",   "纳西", "景颇",   "柯尔克孜", "土",   "达斡尔",   "仫佬",   "羌",     "布朗", "撒拉",
    "毛南", "仡佬", "锡伯",   "阿昌", "普米",   "塔吉克",   "怒",   "乌孜别克", "俄罗斯", "鄂温克", "德昂", "保安",
    "裕固", "京",   "塔塔尔", "独龙", "鄂伦春", "赫哲",     "门巴", "珞巴",     "基诺"};

template <typename T>
void overwrite(T& value) {
    explicit_bzero(&value, sizeof value);
}

} // namespace

SecretText& SecretText::operator=(SecretText&& other) noexcept {
    if (this == &other) return *this;
    bytes_ = other.bytes_;
    size_ = other.size_;
    other.wipe();
    return *this;
}

bool SecretText::append(char32_t c) {
    std::array<char, 4> utf8{};
    std::size_t count = 0;
    const auto put = [&](char32_t byte) { utf8[count++] = static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    }
    if (size_ + count > bytes_.size()) return false;
    std::memcpy(bytes_.data() + size_, utf8.data(), count);
    size_ += count;
    return true;
}

void SecretText::wipe() {
    explicit_bzero(bytes_.data(), bytes_.size());
    size_ = 0;
}

void IdCard::wipe() {
    for (SecretText* text : {&name, &second_name, &number, &address, &added_address, &authority, &permit_number})
        text->wipe();
    overwrite(sex);
    overwrite(ethnic);
    overwrite(birth);
    overwrite(nationality);
    valid_from.reset();
    valid_to.reset();
}

std::string_view ethnicName(std::uint8_t code) {
    if (code == 97) return "其他";
    if (code == 98) return "外国血统中国籍人士";
    return code < kEthnicNames.size() ? kEthnicNames[code] : std::string_view{};
}

} // namespace onestop::id_card_reader
