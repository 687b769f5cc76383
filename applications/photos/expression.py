"""How much the mouth smiles, from the expression network on landmarks alone. Called by measure.py.

The network answers 52 questions about the muscles of a face; only the one with a measured limit is read.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from applications.photos.landmarks import Landmarks

# The landmarks that the network was trained on, and the places of its answers (MediaPipe, face blendshapes).
ASKED_OF = (
    *(0, 1, 4, 5, 6, 7, 8, 10, 13, 14, 17, 21, 33, 37, 39, 40, 46, 52, 53, 54, 55, 58, 61, 63, 65, 66, 67, 70, 78, 80),
    *(81, 82, 84, 87, 88, 91, 93, 95, 103, 105, 107, 109, 127, 132, 133, 136, 144, 145, 146, 148, 149, 150, 152, 153),
    *(154, 155, 157, 158, 159, 160, 161, 162, 163, 168, 172, 173, 176, 178, 181, 185, 191, 195, 197, 234, 246, 249),
    *(251, 263, 267, 269, 270, 276, 282, 283, 284, 285, 288, 291, 293, 295, 296, 297, 300, 308, 310, 311, 312, 314),
    *(317, 318, 321, 323, 324, 332, 334, 336, 338, 356, 361, 362, 365, 373, 374, 375, 377, 378, 379, 380, 381, 382),
    *(384, 385, 386, 387, 388, 389, 390, 397, 398, 400, 402, 405, 409, 415, 454, 466, *range(468, 478)),
)
SMILE_LEFT, SMILE_RIGHT = 44, 45


@dataclass(frozen=True)
class Expression:
    """`smile` in percent: how far both corners of the mouth are drawn up."""

    smile: float


def read_expression(landmarks: Landmarks, network: cv2.dnn.Net) -> Expression:
    network.setInput(landmarks.points[list(ASKED_OF), :2].astype(np.float32)[None])
    answers = np.asarray(network.forward(), float).ravel()
    return Expression(smile=round(float(answers[SMILE_LEFT] + answers[SMILE_RIGHT]) * 50, 1))
