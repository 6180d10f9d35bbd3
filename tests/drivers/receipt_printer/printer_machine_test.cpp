// SPDX-License-Identifier: Apache-2.0
// Promises, under any order of events: each job ends exactly once; its bytes are sent at most once and only after the
// journal has them; Printed needs the printer's own answer to this job on this connection; NotPrinted means that no
// byte was sent; while anything is under way a timer runs, so nothing ever waits for ever.
#include <map>
#include <random>
#include <sstream>

#include "drivers/receipt_printer/printer_machine.h"
#include "tests/support/catch.h"

using namespace onestop::receipt_printer;

namespace {

bool contains(const Bytes& bytes, const std::string& text) {
    return std::search(bytes.begin(), bytes.end(), text.begin(), text.end()) != bytes.end();
}

std::string marked(const std::string& id) { return std::string("<").append(id).append(">"); }
std::string fourDigits(int number) { return std::to_string(10000 + (number + 10000) % 10000).substr(1); }

/// Around the machine: carries out its effects on nothing and writes down what matters.
struct World {
    struct Job {
        int sent = 0;
        int ended = 0;
        bool journalled = false;
        bool answered = false; ///< its own answer came, on the connection on which it was sent
        int connection = -1;
        std::string answer_id;
        PrintOutcome outcome = PrintOutcome::Unknown;
    };

    PrinterMachine machine;
    std::map<std::string, Job> jobs;
    std::ostringstream story;
    bool timer = false, writing = false, port_asked = false, attached = false;
    std::string to_journal, sending, last_question;
    Bytes last_write;
    int connection = 0;
    int fences = 0; ///< GS r given to the printer and not yet answered
    int next_id = 0;
    Confirmation remembered = Confirmation::NotProbed;

    void give(const Event& event) {
        for (const auto& effect : machine.handle(event))
            std::visit([this](const auto& act) { on(act); }, effect);
        const bool busy = attached && machine.state() != PrinterState::Refused;
        INFO(story.str());
        if (busy) REQUIRE(timer);
        for (const auto& [id, job] : jobs) {
            REQUIRE(job.ended <= 1);
            REQUIRE(job.sent <= 1);
            if (job.sent == 1) REQUIRE(job.journalled);
            if (job.ended == 1 && job.outcome == PrintOutcome::NotPrinted) REQUIRE(job.sent == 0);
            if (job.ended == 1 && job.outcome == PrintOutcome::Unknown) REQUIRE(job.sent == 1);
            if (job.ended == 1 && job.outcome == PrintOutcome::Printed) REQUIRE(job.answered);
        }
    }

    void submit() {
        const std::string id = "job" + std::to_string(jobs.size());
        jobs[id] = {};
        story << " submit:" << id;
        const std::string content = marked(id);
        give(event::Submitted{id, {content.begin(), content.end()}});
    }
    void attach(bool unidirectional = false) {
        ++connection;
        attached = true;
        fences = 0;
        story << " attach";
        give(event::Attached{remembered, unidirectional});
    }
    void detach() {
        attached = false;
        story << " detach";
        give(event::Detached{});
    }
    void timeUp() {
        if (!std::exchange(timer, false)) return;
        story << " time";
        give(event::TimeUp{});
    }
    void written(bool ok) {
        if (!std::exchange(writing, false)) return;
        story << (ok ? " written" : " not-written");
        give(event::Written{ok});
    }
    void receive(const Bytes& bytes) {
        if (!attached) return;
        story << " receive:";
        for (const auto byte : bytes)
            story << std::hex << int(byte) << std::dec << ',';
        give(event::Received{bytes});
    }
    void answerJob(const std::string& id) {
        for (auto& [name, job] : jobs)
            if (job.ended == 0 && job.connection == connection && job.answer_id == id) job.answered = true;
        Bytes bytes{0x37, 0x22};
        bytes.insert(bytes.end(), id.begin(), id.end());
        bytes.push_back(0);
        receive(bytes);
    }
    void answerFence(std::uint8_t bits) {
        if (fences > 0) --fences;
        if (fences == 0)
            for (auto& [name, job] : jobs)
                if (job.ended == 0 && job.connection == connection) job.answered = true;
        receive({bits});
    }
    void journal(bool durable) {
        if (to_journal.empty()) return;
        const std::string id = std::exchange(to_journal, {});
        const std::string answer_id = fourDigits(next_id++);
        jobs[id].journalled = durable;
        jobs[id].answer_id = answer_id;
        story << (durable ? " journalled" : " not-journalled");
        give(event::Journalled{durable ? std::optional(answer_id) : std::nullopt});
    }

    void on(const effect::Write& write) {
        writing = true;
        last_write = write.bytes;
        if (contains(write.bytes, std::string("\x1Dr\x01"))) ++fences;
        for (auto& [id, job] : jobs)
            if (contains(write.bytes, marked(id))) {
                ++job.sent;
                job.connection = connection;
            }
    }
    void on(const effect::AbandonWrite&) { writing = false; }
    void on(const effect::AskPort&) { port_asked = true; }
    void on(const effect::Wait& wait) {
        REQUIRE(wait.length > milliseconds(0));
        REQUIRE(wait.length <= milliseconds(31'000));
        timer = true;
    }
    void on(const effect::Journal& journal) { to_journal = journal.print_job_id; }
    void on(const effect::Finish& finish) {
        auto& job = jobs.at(finish.print_job_id);
        ++job.ended;
        job.outcome = finish.outcome;
        story << " [" << finish.print_job_id << " " << nameOf(finish.outcome) << "]";
    }
    void on(const effect::Announce& announce) { story << " (" << nameOf(announce.state) << ")"; }
    void on(const effect::Remember& remember) { remembered = remember.confirmation; }
    void on(const effect::Reopen&) {
        attached = false;
        writing = false;
        story << " reopen";
    }

    int unfinished() const {
        int count = 0;
        for (const auto& [id, job] : jobs)
            count += job.ended == 0 ? 1 : 0;
        return count;
    }

    /// A printer in good order: answers whatever was written last.
    void healthyStep(std::uint8_t paper = 0x12) {
        const Bytes write = last_write;
        written(true);
        if (write.size() == 3 && write[0] == 0x10) receive({write[2] == 4 ? paper : std::uint8_t{0x12}});
        if (contains(write, "\x1D(H")) {
            const std::string id(write.end() - 4, write.end());
            answerJob(id);
        }
        if (contains(write, std::string("\x1Dr\x01"))) answerFence(0);
        journal(true);
    }
    void settle() {
        for (int i = 0; i < 40 && (machine.state() == PrinterState::Starting || unfinished() > 0); ++i)
            healthyStep();
    }
    /// From nothing to a ready printer that is being sent "job0".
    void sendFirstJob() {
        attach();
        settle();
        submit();
        while (jobs.at("job0").sent == 0)
            healthyStep();
    }
};

} // namespace

TEST_CASE("a ticket is printed when the printer answers with the ticket's own id", "[receipt_printer]") {
    World world;
    world.attach();
    world.settle();
    REQUIRE(world.machine.state() == PrinterState::Ready);
    REQUIRE(world.remembered == Confirmation::AnswerId);

    world.submit();
    world.settle();

    CHECK(world.jobs.at("job0").outcome == PrintOutcome::Printed);
    CHECK(world.jobs.at("job0").ended == 1);
}

TEST_CASE("the answer to an earlier ticket does not confirm this one", "[receipt_printer][fault]") {
    World world;
    world.sendFirstJob();
    world.written(true);

    world.answerJob("9999");
    CHECK(world.unfinished() == 1);
    world.timeUp();

    CHECK(world.jobs.at("job0").outcome == PrintOutcome::Unknown);
}

TEST_CASE("an answer that comes after the cable was out does not count", "[receipt_printer][fault]") {
    World world;
    world.sendFirstJob();
    const std::string id = world.jobs.at("job0").answer_id;

    world.detach();
    world.attach();
    world.answerJob(id);

    CHECK(world.jobs.at("job0").outcome == PrintOutcome::Unknown);
}

TEST_CASE("nothing is sent to a printer without paper, and the ticket is told so", "[receipt_printer]") {
    World world;
    world.attach();
    world.settle();
    world.submit();
    for (int i = 0; i < 20 && world.unfinished() > 0; ++i)
        world.healthyStep(0x7E);

    CHECK(world.machine.state() == PrinterState::PaperOut);
    CHECK(world.jobs.at("job0").outcome == PrintOutcome::NotPrinted);
    CHECK(world.jobs.at("job0").sent == 0);
}

TEST_CASE("nothing is sent when the journal cannot be written", "[receipt_printer][fault]") {
    World world;
    world.attach();
    world.settle();
    world.submit();
    for (int i = 0; i < 20 && world.to_journal.empty(); ++i) {
        world.written(true);
        world.receive({0x12});
    }
    world.journal(false);

    CHECK(world.jobs.at("job0").outcome == PrintOutcome::NotPrinted);
    CHECK(world.jobs.at("job0").sent == 0);
}

TEST_CASE("paper that ends midway leaves the ticket unknown at once", "[receipt_printer][fault]") {
    World world;
    world.sendFirstJob();

    world.receive({0x18, 0x00, 0x0F, 0x00});

    CHECK(world.jobs.at("job0").outcome == PrintOutcome::Unknown);
    CHECK(world.machine.state() == PrinterState::PaperOut);
}

TEST_CASE("after a transfer that broke off the next job ends the picture that was begun", "[receipt_printer][fault]") {
    World world;
    world.sendFirstJob();
    world.written(false);
    CHECK(world.jobs.at("job0").outcome == PrintOutcome::Unknown);
    for (int i = 0; i < 10; ++i)
        world.healthyStep();

    world.submit();
    while (world.jobs.at("job1").sent == 0)
        world.healthyStep();

    const Bytes job = world.last_write;
    REQUIRE(job.size() > 128 * 72);
    CHECK(std::all_of(job.begin(), job.begin() + 128 * 72, [](std::uint8_t byte) { return byte == 0; }));
}

TEST_CASE("a printer without GS ( H is confirmed by its fence and a clean status", "[receipt_printer]") {
    World world;
    world.attach();
    for (int i = 0; i < 60 && world.machine.confirmation() == Confirmation::NotProbed; ++i) {
        const Bytes write = world.last_write;
        world.written(true);
        if (write.size() == 3 && write[0] == 0x10)
            world.receive({0x12});
        else if (contains(write, std::string("\x1Dr\x01")))
            world.answerFence(0);
        else
            world.timeUp();
    }
    REQUIRE(world.machine.confirmation() == Confirmation::Fence);
    CHECK(world.remembered == Confirmation::NotProbed); // a slow printer is asked again

    world.submit();
    world.settle();

    CHECK(world.jobs.at("job0").outcome == PrintOutcome::Printed);
}

TEST_CASE("a printer that answers nothing but its port ends every ticket as unknown", "[receipt_printer]") {
    World world;
    world.attach(true);
    for (int i = 0; i < 20 && world.jobs.empty(); ++i) {
        if (std::exchange(world.port_asked, false)) world.give(event::PortAnswered{std::uint8_t{0x18}});
        world.written(true);
        if (world.machine.state() == PrinterState::Ready) world.submit();
    }
    for (int i = 0; i < 20 && world.unfinished() > 0; ++i) {
        if (std::exchange(world.port_asked, false)) world.give(event::PortAnswered{std::uint8_t{0x18}});
        world.journal(true);
        world.written(true);
    }

    CHECK(world.jobs.at("job0").outcome == PrintOutcome::Unknown);
}

TEST_CASE("a silent printer is not answering, is reopened, and comes back by itself", "[receipt_printer][fault]") {
    World world;
    world.attach();
    for (int i = 0; i < 4; ++i)
        world.timeUp();
    CHECK(world.machine.state() == PrinterState::NotAnswering);
    for (int i = 0; i < 40 && world.attached; ++i)
        world.timeUp();
    CHECK_FALSE(world.attached);

    world.attach();
    CHECK(world.machine.state() == PrinterState::NotAnswering); // an open handle proves nothing
    for (int i = 0; i < 10 && world.machine.state() != PrinterState::Ready; ++i)
        world.healthyStep();

    CHECK(world.machine.state() == PrinterState::Ready);
}

TEST_CASE("no order of events loses a ticket, prints it twice unmarked or waits for ever",
          "[receipt_printer][property]") {
    for (unsigned seed = 1; seed <= 3000; ++seed) {
        std::mt19937 random(seed);
        World world;
        world.story << "seed " << seed << ":";
        const auto below = [&](unsigned n) { return random() % n; };
        if (below(3) == 0) world.remembered = Confirmation::AnswerId;
        for (int step = 0; step < 150; ++step) {
            switch (below(16)) {
            case 0:
                world.submit();
                break;
            case 1:
                if (world.attached && below(4) == 0) world.detach();
                break;
            case 2:
                if (!world.attached) world.attach(below(5) == 0);
                break;
            case 3:
                world.timeUp();
                break;
            case 4:
                world.written(below(4) != 0);
                break;
            case 5:
                world.journal(below(8) != 0);
                break;
            case 6:
                world.receive({static_cast<std::uint8_t>(below(256))});
                break;
            case 7: // automatic status, true or not
                world.receive({static_cast<std::uint8_t>(0x10 | (below(2) * 8) | (below(8) == 0 ? 0x20 : 0)), 0,
                               static_cast<std::uint8_t>(below(4) == 0 ? 0x0F : 0), 0});
                break;
            case 8: // an answer to some job, perhaps to none
                if (world.machine.confirmation() == Confirmation::AnswerId)
                    world.answerJob(below(3) == 0 ? "9999" : fourDigits(world.next_id - 1));
                break;
            case 9:
                if (world.port_asked) {
                    world.port_asked = false;
                    world.give(event::PortAnswered{std::uint8_t{0x18}});
                }
                break;
            case 10:
                if (below(20) == 0) {
                    world.attached = false;
                    world.story << " refused";
                    world.give(event::Refused{});
                }
                break;
            default:
                if (world.attached) world.healthyStep(below(30) == 0 ? 0x7E : 0x12);
                break;
            }
            // Bytes that happen to be a fence's answer are one: the machine cannot know better.
            if (world.machine.confirmation() == Confirmation::Fence)
                for (auto& [id, job] : world.jobs)
                    job.answered = true;
        }
        for (int i = 0; i < 60 && world.unfinished() > 0; ++i)
            world.timeUp(); // the printer says nothing any more
        INFO(world.story.str());
        REQUIRE(world.unfinished() == 0);
    }
}
