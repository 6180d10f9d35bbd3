// SPDX-License-Identifier: Apache-2.0
// The colours of a tone: soft ground, text on it, and the full colour of a result page.
pragma Singleton
import QtQuick
import Onestop.Tokens

QtObject {
    function ground(tone: int): color {
        switch (tone) {
        case Tone.Good: return Tokens.okSoftColour
        case Tone.Attention: return Tokens.amberSoftColour
        case Tone.Bad: return Tokens.redSoftColour
        case Tone.Information: return Tokens.seaSoftColour
        case Tone.Gold: return Tokens.goldSoftColour
        default: return Tokens.quietColour
        }
    }
    function full(tone: int): color {
        switch (tone) {
        case Tone.Good: return Tokens.okColour
        case Tone.Attention: return Tokens.amberColour
        case Tone.Bad: return Tokens.redColour
        case Tone.Information: return Tokens.seaColour
        case Tone.Gold: return Tokens.goldTextColour
        default: return Tokens.inkColour
        }
    }
}
