// SPDX-License-Identifier: Apache-2.0
#include "tests/drivers/qr_scanner/photographs.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "drivers/raster/qr.h"

namespace onestop::qr_scanner {
namespace {

using raster::Picture;

constexpr int kWidth = 1280, kHeight = 720;
constexpr double kPi = 3.14159265358979;

class Dice {
public:
    explicit Dice(std::mt19937& random) : random_(random) {}
    double between(double low, double high) { return std::uniform_real_distribution<double>(low, high)(random_); }
    int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
    double noise(double sigma) { return std::normal_distribution<double>(0, sigma)(random_); }

private:
    std::mt19937& random_;
};

/// What differs between the troubles.
struct Scene {
    double module_dots = 4;
    double tilt_degrees = 12; ///< about an axis of any direction
    double black = 25, white = 225, noise = 3;
    double blur_dots = 0.5;
    double moire = 0, moire_period_dots = 3, moire_angle = 0.4;
    double glare = 0;
    int cracks = 0;
    bool dark_mode = false;
};

Scene sceneOf(Trouble trouble, Dice& dice) {
    Scene scene;
    scene.module_dots = dice.between(3.5, 6);
    switch (trouble) {
    case Trouble::Glare:
        scene.glare = dice.between(150, 250);
        break;
    case Trouble::Moire:
        scene.moire = dice.between(90, 180);
        scene.moire_period_dots = dice.between(2.2, 4.5);
        scene.moire_angle = dice.between(0, kPi);
        break;
    case Trouble::Dim:
        scene.black = dice.between(8, 20);
        scene.white = scene.black + dice.between(9, 26);
        scene.noise = dice.between(2, 4.5);
        break;
    case Trouble::Tilt:
        scene.tilt_degrees = dice.between(35, 58);
        break;
    case Trouble::Cracked:
        scene.cracks = dice.whole(2, 6);
        break;
    case Trouble::Small:
        scene.module_dots = dice.between(1.75, 2.4);
        scene.blur_dots = dice.between(0.3, 0.6);
        break;
    case Trouble::DarkMode:
        scene.dark_mode = true;
        break;
    case Trouble::Blurred:
        scene.blur_dots = scene.module_dots * dice.between(0.38, 0.52);
        break;
    }
    return scene;
}

/// Base45 alphabet, as check-in codes use it.
std::string randomText(Dice& dice) {
    static constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:";
    std::string text = "OS1:";
    for (int i = dice.whole(120, 230); i > 0; --i)
        text += kAlphabet[static_cast<std::size_t>(dice.whole(0, static_cast<int>(kAlphabet.size()) - 1))];
    return text;
}

/// From a dot of the photograph to modules of the code, for a plane turned in space before a camera.
class View {
public:
    View(const Scene& scene, int modules, Dice& dice) {
        const double turn = dice.between(0, 2 * kPi), axis = dice.between(0, 2 * kPi);
        const double tilt = scene.tilt_degrees * kPi / 180;
        const double reach = modules * scene.module_dots;
        const double room = std::max(0.0, kHeight / 2.0 - 0.62 * reach);
        center_x_ = kWidth / 2.0 + dice.between(-1, 1) * room;
        center_y_ = kHeight / 2.0 + dice.between(-1, 1) * room * 0.8;
        half_ = modules / 2.0;
        // Rotation: about the optical axis by `turn`, then tilted about `axis` in the picture plane.
        const double c = std::cos(tilt), ux = std::cos(axis), uy = std::sin(axis);
        const double r00 = c + ux * ux * (1 - c), r01 = ux * uy * (1 - c), r11 = c + uy * uy * (1 - c);
        const double r20 = -uy * std::sin(tilt), r21 = ux * std::sin(tilt);
        const double s = scene.module_dots, ct = std::cos(turn), st = std::sin(turn);
        a_ = {s * (r00 * ct + r01 * st), s * (-r00 * st + r01 * ct)};
        b_ = {s * (r01 * ct + r11 * st), s * (-r01 * st + r11 * ct)};
        const double distance = 2.2 * reach; // the window is about two code widths away
        p_ = {s * (r20 * ct + r21 * st) / distance, s * (-r20 * st + r21 * ct) / distance};
    }
    /// Solves x(1 + p·m) = a·m for m.
    std::array<double, 2> moduleAt(double x, double y) const {
        x -= center_x_;
        y -= center_y_;
        const double m00 = a_[0] - x * p_[0], m01 = a_[1] - x * p_[1];
        const double m10 = b_[0] - y * p_[0], m11 = b_[1] - y * p_[1];
        const double det = m00 * m11 - m01 * m10;
        return {half_ + (x * m11 - y * m01) / det, half_ + (m00 * y - m10 * x) / det};
    }

private:
    std::array<double, 2> a_{}, b_{}, p_{};
    double center_x_ = 0, center_y_ = 0, half_ = 0;
};

double background(double x, double y) { return 95 + 40 * x / kWidth + 25 * std::sin(y / 90) + (x > 1100 ? -45 : 0); }

struct Crack {
    double x, y, angle, width, tone;
};

std::vector<Crack> cracksOf(const Scene& scene, double modules, Dice& dice) {
    std::vector<Crack> cracks;
    for (int i = 0; i < scene.cracks; ++i)
        cracks.push_back({dice.between(0.1, 0.9) * modules, dice.between(0.1, 0.9) * modules, dice.between(0, kPi),
                          dice.between(0.15, 0.5), dice.whole(0, 1) == 0 ? 20.0 : 235.0});
    return cracks;
}

std::vector<double> blurred(std::vector<double> tones, double sigma) {
    const int radius = std::max(1, static_cast<int>(std::ceil(2.5 * sigma)));
    std::vector<double> kernel;
    double sum = 0;
    for (int i = -radius; i <= radius; ++i)
        sum += kernel.emplace_back(std::exp(-i * i / (2 * sigma * sigma)));
    std::vector<double> result(tones.size());
    for (const bool along_rows : {true, false}) {
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x) {
                double tone = 0;
                for (int i = -radius; i <= radius; ++i) {
                    const int from_x = along_rows ? std::clamp(x + i, 0, kWidth - 1) : x;
                    const int from_y = along_rows ? y : std::clamp(y + i, 0, kHeight - 1);
                    tone += kernel[static_cast<std::size_t>(i + radius)] *
                            tones[static_cast<std::size_t>(from_y * kWidth + from_x)];
                }
                result[static_cast<std::size_t>(y * kWidth + x)] = tone / sum;
            }
        tones = result;
    }
    return tones;
}

} // namespace

std::string_view nameOf(Trouble trouble) {
    static constexpr std::array<std::string_view, 8> kNames{"glare",   "moire", "dim",       "tilt",
                                                            "cracked", "small", "dark_mode", "blurred"};
    return kNames[static_cast<std::size_t>(trouble)];
}

Photograph takePhotograph(Trouble trouble, std::mt19937& random) {
    Dice dice(random);
    Photograph photograph{Picture(kWidth, kHeight), randomText(dice)};
    const Picture code = raster::qrModules(photograph.text);
    const int modules = code.width();
    Scene scene = sceneOf(trouble, dice);
    scene.module_dots = std::min(scene.module_dots, 640.0 / modules); // held so that it fits the window
    const View view(scene, modules, dice);
    const auto cracks = cracksOf(scene, modules, dice);
    const double glare_x = kWidth / 2.0 + dice.between(-120, 120), glare_y = kHeight / 2.0 + dice.between(-120, 120);
    const double glare_radius = dice.between(70, 170);

    const auto toneOn = [&](double u, double v) {
        const bool on_screen = u > -6 && v > -10 && u < modules + 6 && v < modules + 10;
        if (!on_screen) return -1.0;
        const bool dark = u >= 0 && v >= 0 && u < modules && v < modules &&
                          code.at(static_cast<int>(u), static_cast<int>(v)) == raster::kBlack;
        double tone = dark != scene.dark_mode ? scene.black : scene.white;
        for (const auto& crack : cracks) {
            const double across = (u - crack.x) * std::sin(crack.angle) - (v - crack.y) * std::cos(crack.angle);
            const double jagged = 0.6 * std::sin((u + v) / 3 + crack.angle * 7);
            if (std::abs(across + jagged) < crack.width / 2) tone = crack.tone;
        }
        return tone;
    };
    std::vector<double> tones(static_cast<std::size_t>(kWidth) * kHeight);
    const double dimness = (scene.white - scene.black) / 200; // the room is as dim as the screen
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x) {
            double sum = 0;
            for (const double dy : {0.25, 0.75})
                for (const double dx : {0.25, 0.75}) {
                    const auto [u, v] = view.moduleAt(x + dx, y + dy);
                    const double tone = toneOn(u, v);
                    sum += tone >= 0 ? tone : background(x, y) * dimness;
                }
            double tone = sum / 4;
            if (scene.moire > 0)
                tone += scene.moire / 2 *
                        std::sin(2 * kPi * (x * std::cos(scene.moire_angle) + y * std::sin(scene.moire_angle)) /
                                     scene.moire_period_dots +
                                 2 * std::sin(x / 60.0));
            if (scene.glare > 0) {
                const double distance = std::hypot(x - glare_x, y - glare_y) / glare_radius;
                tone += scene.glare * std::exp(-distance * distance);
            }
            tones[static_cast<std::size_t>(y * kWidth + x)] = tone;
        }
    tones = blurred(std::move(tones), scene.blur_dots);
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x)
            photograph.picture.set(
                x, y,
                static_cast<std::uint8_t>(
                    std::clamp(tones[static_cast<std::size_t>(y * kWidth + x)] + dice.noise(scene.noise), 0.0, 255.0)));
    return photograph;
}

Picture takeEmptyLobby(std::mt19937& random) {
    Dice dice(random);
    Picture picture(kWidth, kHeight);
    const double edge = dice.between(200, 1000), light = dice.between(0.4, 1.6);
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x) {
            const double tone = background(x, y) * light + (x > edge && x < edge + 120 ? 40 : 0) + dice.noise(3);
            picture.set(x, y, static_cast<std::uint8_t>(std::clamp(tone, 0.0, 255.0)));
        }
    return picture;
}

} // namespace onestop::qr_scanner
