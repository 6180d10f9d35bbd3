// SPDX-License-Identifier: Apache-2.0
// Promises: all four kinds of card are read by their layouts; a card that breaks its standard is refused whole.
#include "drivers/id_card_reader/card_text.h"

#include "drivers/id_card_reader/masked_name.h"
#include "tests/drivers/id_card_reader/card_fixture.h"
#include "tests/support/catch.h"

using namespace onestop::id_card_reader;
using namespace std::chrono_literals;
using std::chrono::year_month_day;

namespace {

CardTextFailure failureOf(const Bytes& block) {
    const auto card = parseCardText(block);
    REQUIRE_FALSE(card);
    return card.error();
}

Bytes changed(std::size_t offset, std::u16string_view text) {
    Bytes block = residentBlock();
    put(block, offset, text);
    return block;
}

} // namespace

TEST_CASE("a resident card is read field by field", "[id_card_reader]") {
    const auto card = parseCardText(residentBlock());

    REQUIRE(card);
    CHECK(card->kind == CardKind::Resident);
    CHECK(card->name.view() == "张某三");
    CHECK(card->sex == Sex::Male);
    CHECK(ethnicName(card->ethnic) == "汉");
    CHECK((card->birth == year_month_day{1990y / 3 / 7}));
    CHECK(card->address.view() == "广东省深圳市大鹏新区葵涌街道某路1号");
    CHECK(card->number.view() == "110101199003077571");
    CHECK(card->authority.view() == "某市公安局大鹏分局");
    CHECK((card->valid_from == year_month_day{2015y / 1 / 1}));
    CHECK((card->valid_to == year_month_day{2035y / 1 / 1}));
}

TEST_CASE("an elder's card without an end is valid for long", "[id_card_reader]") {
    const auto card = parseCardText(changed(204, u"长期      "));
    REQUIRE(card);
    CHECK_FALSE(card->valid_to);
}

TEST_CASE("padding by zeros is padding as well", "[id_card_reader]") {
    Bytes block = residentBlock();
    for (std::size_t i = 6; i < 30; ++i)
        block[i] = 0;
    const auto card = parseCardText(block);
    REQUIRE(card);
    CHECK(card->name.view() == "张某三");
}

TEST_CASE("a residence permit of Hong Kong, Macao and Taiwan residents carries its permit", "[id_card_reader]") {
    Bytes block = changed(248, u"J");
    put(block, 32, u"  ");
    put(block, 220, u"H12345678");
    const auto card = parseCardText(block);
    REQUIRE(card);
    CHECK(card->kind == CardKind::HkMacaoTaiwan);
    CHECK(card->ethnic == 0);
    CHECK(card->permit_number.view() == "H12345678");
}

TEST_CASE("a permanent resident's card of 2017 has its own layout", "[id_card_reader]") {
    Bytes block = blankBlock();
    put(block, 0, u"DOE, JANE EXAMPLE");
    put(block, 120, u"2");
    put(block, 122, u"XXX110085070312");
    put(block, 152, u"CAN");
    put(block, 158, u"杜某");
    put(block, 188, u"20180101");
    put(block, 204, u"20280101");
    put(block, 220, u"19850703");
    put(block, 240, u"1500");
    put(block, 248, u"I");
    const auto card = parseCardText(block);
    REQUIRE(card);
    CHECK(card->kind == CardKind::PermanentResident2017);
    CHECK(card->name.view() == "DOE, JANE EXAMPLE");
    CHECK(card->second_name.view() == "杜某");
    CHECK(card->number.view() == "XXX110085070312");
    CHECK(std::string_view(card->nationality.data(), 3) == "CAN");
    CHECK(card->sex == Sex::Female);
    CHECK((card->birth == year_month_day{1985y / 7 / 3}));

    put(block, 122, u"XX1110085070312");
    CHECK(failureOf(block) == CardTextFailure::BadNumber);
}

TEST_CASE("a permanent resident's card of 2023 joins both parts of the English name", "[id_card_reader]") {
    Bytes block = blankBlock();
    put(block, 0, u"杜某");
    put(block, 30, u"2");
    put(block, 36, u"19850703");
    put(block, 52, u"DOE, JANE EXAMPLE OF A NAME THAT IS"); // 35 units: the whole first part
    put(block, 122, u"911124198507030128");
    put(block, 188, u"20240101");
    put(block, 204, u"20340101");
    put(block, 220, u" LONG");
    put(block, 242, u"CAN");
    put(block, 248, u"Y");
    const auto card = parseCardText(block);
    REQUIRE(card);
    CHECK(card->name.view() == "杜某");
    CHECK(card->second_name.view() == "DOE, JANE EXAMPLE OF A NAME THAT IS LONG");
    CHECK(card->number.view() == "911124198507030128");
}

TEST_CASE("a rare character beyond the basic plane is kept whole, half of one refuses the card", "[id_card_reader]") {
    const auto card = parseCardText(changed(0, u"\U00020BB7野某"));
    REQUIRE(card);
    CHECK(card->name.view() == "\xF0\xA0\xAE\xB7野某");

    const std::u16string lone_lead{0xD842, u'某', u'三'}, lone_trail{0xDFB7, u'某', u'三'};
    CHECK(failureOf(changed(0, lone_lead)) == CardTextFailure::BrokenText);
    CHECK(failureOf(changed(0, lone_trail)) == CardTextFailure::BrokenText);
    std::u16string at_the_edge(15, u'某');
    at_the_edge[14] = 0xD842; // its trail would lie in the next field
    CHECK(failureOf(changed(0, at_the_edge)) == CardTextFailure::BrokenText);
}

TEST_CASE("what the standard does not allow refuses the card", "[id_card_reader]") {
    struct Row {
        const char* what;
        std::size_t offset;
        std::u16string text;
        CardTextFailure failure;
    };
    const auto row = GENERATE(Row{"no name", 0, u"   ", CardTextFailure::BrokenText},
                              Row{"replacement character", 0, u"张\uFFFD三", CardTextFailure::BrokenText},
                              Row{"control character", 0, u"张\n三", CardTextFailure::BrokenText},
                              Row{"zero inside", 0, std::u16string{u'张', 0, u'三'}, CardTextFailure::BrokenText},
                              Row{"unknown sex", 30, u"3", CardTextFailure::BadCode},
                              Row{"sex in letters", 30, u"男", CardTextFailure::BadCode},
                              Row{"unknown ethnic group", 32, u"57", CardTextFailure::BadCode},
                              Row{"no such day", 36, u"19900230", CardTextFailure::BadDate},
                              Row{"half a date", 36, u"199003  ", CardTextFailure::BadDate},
                              Row{"no birth", 36, u"        ", CardTextFailure::BadDate},
                              Row{"end in words nobody writes", 204, u"永久      ", CardTextFailure::BadDate},
                              Row{"check digit", 122, u"110101199003077572", CardTextFailure::BadNumber},
                              Row{"seventeen digits", 122, u"11010119900307757 ", CardTextFailure::BadNumber},
                              Row{"letter in the number", 122, u"1101011990030775A1", CardTextFailure::BadNumber},
                              Row{"an unknown kind", 248, u"Z", CardTextFailure::UnknownKind});
    INFO(row.what);
    CHECK(failureOf(changed(row.offset, row.text)) == row.failure);
}

TEST_CASE("a block of any other length is refused", "[id_card_reader]") {
    for (const std::size_t length : {0u, 1u, 255u, 257u, 512u})
        CHECK(failureOf(Bytes(length, 0x20)) == CardTextFailure::WrongLength);
}

TEST_CASE("exactly one of eleven check digits fits a number", "[id_card_reader]") {
    CHECK(hasRightCheckDigit("110101199003077571"));
    CHECK(hasRightCheckDigit("11010519491231002X")); // the standard's own example
    CHECK_FALSE(hasRightCheckDigit("11010519491231002x"));
    int fits = 0;
    for (const char digit : std::string_view("0123456789X"))
        fits += hasRightCheckDigit(std::string("44030719550307123") + digit);
    CHECK(fits == 1);
    CHECK_FALSE(hasRightCheckDigit(""));
}

TEST_CASE("the later address is read, and an empty one is empty", "[id_card_reader]") {
    Bytes text(70, 0);
    put(text, 0, u"新地址2号");
    CHECK(parseAddedAddress(text)->view() == "新地址2号");
    CHECK(parseAddedAddress(Bytes(70))->empty());
    CHECK_FALSE(parseAddedAddress(Bytes(69)));
}

TEST_CASE("a card leaves nothing in its memory when it goes or is moved away", "[id_card_reader]") {
    alignas(IdCard) std::array<unsigned char, sizeof(IdCard)> room{};
    auto* card = new (room.data()) IdCard(std::move(*parseCardText(residentBlock())));
    const auto holds = [&](std::string_view text) {
        return std::search(room.begin(), room.end(), text.begin(), text.end(),
                           [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); }) != room.end();
    };
    REQUIRE(holds("110101199003077571"));

    SECTION("moved away") {
        const IdCard other = std::move(*card);
        CHECK(other.name.view() == "张某三");
        CHECK_FALSE(holds("110101199003077571"));
        CHECK_FALSE(holds("张某三"));
        card->~IdCard();
    }
    SECTION("destroyed") {
        card->~IdCard();
        CHECK_FALSE(holds("110101"));
        CHECK_FALSE(holds("张"));
        CHECK_FALSE(holds("大鹏"));
    }
}

TEST_CASE("only the masked form of a name is shown", "[id_card_reader]") {
    CHECK(maskedName("张某三") == "张*三");
    CHECK(maskedName("欧阳某三") == "欧*三");
    CHECK(maskedName("张三") == "张*");
    CHECK(maskedName("张") == "*");
    CHECK(maskedName("") == "*");
    CHECK(maskedName("买买提·艾力") == "买*力");
    CHECK(maskedName("DOE, JANE") == "D*E");
    CHECK(maskedName("\xF0\xA0\xAE\xB7野某") == "\xF0\xA0\xAE\xB7*某");
    CHECK(maskedName("张三\xF3\xA0\x84\x80") == "张*"); // a variation selector is no character
    CHECK(maskedName("葛\xF3\xA0\x84\x80某三") == "葛\xF3\xA0\x84\x80*三");
    CHECK(maskedName("张\xE4某") == "*"); // cut inside a character
}
