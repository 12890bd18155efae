#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Measures the test models on the stored, held-out images: accuracy, and where the explanations point.

    python3 evaluate.py            # all models, about 15 minutes on two cores
    python3 evaluate.py --only puncta --masks 4000

It reads the exported .onnx files and the .tif files, not the training code's objects. It needs numpy,
scipy, PyTorch and onnx (Debian: python3-numpy python3-scipy python3-torch python3-onnx).

Rules. Occlusion: captum's (difference of the class score, averaged over the windows that cover a pixel,
last window clipped), fill = 5th percentile of the image. RISE: the original mask generator, s = 8,
p = 0.5, same fill, centred estimate Cov(score, mask) / Var(mask). The score is the predicted class's logit.
A hit: the maximum of the map lies in a true cell, without any tolerance.
"""

import argparse
import csv
import json
import math
import struct
import time
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from scipy import ndimage as ndi

HERE = Path(__file__).resolve().parent
TEST_DATA = HERE.parent / "src" / "test" / "resources" / "models"


def read_tiff(path):
    """8-bit pages, one strip each, uncompressed or PackBits."""
    raw = path.read_bytes()
    pages, at = [], struct.unpack_from("<I", raw, 4)[0]
    while at:
        count = struct.unpack_from("<H", raw, at)[0]
        tags = {}
        for i in range(count):
            tag, kind, _, value = struct.unpack_from("<HHII", raw, at + 2 + 12 * i)
            tags[tag] = value & 0xFFFF if kind == 3 else value
        data = raw[tags[273]:tags[273] + tags[279]]
        if tags[259] == 32773:
            out, i = bytearray(), 0
            while i < len(data):
                n = data[i]
                if n < 128:
                    out += data[i + 1:i + 2 + n]
                    i += n + 2
                else:
                    out += data[i + 1:i + 2] * (257 - n)
                    i += 2
            data = bytes(out)
        pages.append(np.frombuffer(data, np.uint8).reshape(tags[257], tags[256]))
        at = struct.unpack_from("<I", raw, at + 2 + 12 * count)[0]
    return np.stack(pages)


class Model:
    """Runs an exported model; the few operators that the four models use."""

    def __init__(self, path):
        graph = onnx.load(str(path)).graph
        self.constants = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
        self.nodes = [(n.op_type, list(n.input), n.output[0],
                       {a.name: onnx.helper.get_attribute_value(a) for a in n.attribute}) for n in graph.node]
        self.input, self.output = graph.input[0].name, graph.output[0].name

    def __call__(self, x):
        values = dict(self.constants)
        values[self.input] = x
        with torch.no_grad():
            for kind, inputs, output, a in self.nodes:
                v = [values[i] for i in inputs]
                if kind == "Conv":
                    y = (F.conv3d if v[0].dim() == 5 else F.conv2d)(v[0], v[1], v[2], padding=a["pads"][0])
                elif kind == "ConvTranspose":
                    y = F.conv_transpose2d(v[0], v[1], v[2], stride=a["strides"][0])
                elif kind == "Relu":
                    y = F.relu(v[0])
                elif kind == "MaxPool":
                    y = (F.max_pool3d if v[0].dim() == 5 else F.max_pool2d)(v[0], a["kernel_shape"][0])
                elif kind == "GlobalAveragePool":
                    y = v[0].mean(tuple(range(2, v[0].dim())), keepdim=True)
                elif kind == "Flatten":
                    y = v[0].flatten(1)
                elif kind == "Gemm":
                    y = v[0] @ v[1].T + v[2]
                elif kind == "Concat":
                    y = torch.cat(v, a["axis"])
                else:
                    raise ValueError("operator " + kind)
                values[output] = y
        return values[self.output]

    def logits(self, images, batch=16):
        """Logits of [n, c, ...] images in grey levels."""
        x = torch.from_numpy(np.ascontiguousarray(images, dtype=np.float32)) / 255
        return torch.cat([self(x[i:i + batch]) for i in range(0, len(x), batch)]).numpy()


def positions(length, window, stride):
    return range(0, (math.ceil((length - window) / stride) + 1) * stride, stride)


def occlusion(model, image, window, stride, fill, target, channels=None):
    """Captum's occlusion of one [c, ...] image; a channel list occludes only these."""
    spatial = image.shape[1:]
    starts = np.stack(np.meshgrid(*[positions(n, w, s) for n, w, s in zip(spatial, window, stride)],
                                  indexing="ij"), -1).reshape(-1, len(spatial))
    samples = np.repeat(image[None].astype(np.float32), len(starts), 0)
    where = [tuple(slice(a, a + w) for a, w in zip(s, window)) for s in starts]
    for i, w in enumerate(where):
        for c in range(len(image)) if channels is None else channels:
            samples[(i, c) + w] = fill[c]
    base = model.logits(image[None])[0, target]
    scores = model.logits(samples)[:, target]
    total, count = np.zeros(spatial), np.zeros(spatial)
    for w, s in zip(where, scores):
        total[w] += base - s
        count[w] += 1
    return total / count


def rise_masks(rng, n, side, cells=8, p=0.5):
    cell = math.ceil(side / cells)
    big = (cells + 1) * cell
    small = torch.from_numpy((rng.random((n, 1, cells, cells)) < p).astype(np.float32))
    up = F.interpolate(small, size=(big, big), mode="bilinear", align_corners=False)[:, 0].numpy()
    shift = rng.integers(0, cell, (n, 2))
    return np.stack([m[y:y + side, x:x + side] for m, (y, x) in zip(up, shift)])


def rise(model, image, masks, fill, target):
    scores = np.concatenate([model.logits(image[None] * m[:, None] + fill * (1 - m[:, None]))[:, target]
                             for m in np.array_split(masks, max(1, len(masks) // 512))])
    centred = masks - masks.mean(0)
    return np.tensordot(scores - scores.mean(), centred, 1) / (centred ** 2).sum(0)


def peak(image):
    return np.unravel_index(np.argmax(image), image.shape)


def show(what, hits, total):
    print("| %s | %d / %d | %.1f %% |" % (what, hits, total, 100 * hits / total), flush=True)


def check_reference(args, model, name, images):
    facts = json.loads((args.data / ("reference_%s.json" % name)).read_text())
    y = model.logits(images[:facts["count"]].reshape(facts["input_shape"]))
    if "sampled" in facts:
        y = y[:, :, 3::8, 3::8].reshape(y.shape[0], y.shape[1], -1)
    print("| reference logits, largest difference | %.1e | |" % np.abs(y - np.array(facts["logits"])).max())


def evaluate_puncta(args):
    model = Model(args.models / "puncta.onnx")
    images = read_tiff(args.data / "puncta_test.tif")[:args.images].astype(np.float32)
    labels, evidence = read_tiff(args.data / "puncta_truth.tif"), read_tiff(args.data / "puncta_evidence.tif")
    healthy = read_tiff(args.data / "puncta_healthy.tif")
    with open(args.data / "puncta_test.csv") as f:
        infected = [[int(v) for v in r["infected_labels"].split()] for r in csv.DictReader(f)
                    if r["class"] == "infected"]
    check_reference(args, model, "puncta", images)
    predicted = model.logits(images[:, None]).argmax(1)
    n = len(images)
    show("accuracy, infected", (predicted == 1).sum(), n)
    show("accuracy, healthy", (model.logits(healthy[:, None]).argmax(1) == 0).sum(), len(healthy))
    rng = np.random.default_rng(7)
    masks = rise_masks(rng, args.masks, images.shape[-1])
    names = ["occlusion, window 7, stride 3", "RISE, %d masks" % args.masks, "brightest pixel",
             "LoG maximum, sigma 1", "LoG maximum, sigma 2", "LoG maximum, sigma 7", "image centre",
             "share of the image that is true cell (chance)"]
    hits = dict.fromkeys(names, 0.0)
    ranked = painted = painted_cell = lone = 0
    missed = []
    for i in range(n):
        image, truth = images[i], evidence[i] > 0
        fill, k = float(np.percentile(image, 5)), int(predicted[i])
        maps = [occlusion(model, image[None], (7, 7), (3, 3), [fill], k)]
        maps.append(rise(model, image[None], masks, fill, k))
        maps.append(image)
        maps += [-ndi.gaussian_laplace(image, s) for s in (1, 2, 7)]
        for name, m in zip(names, maps):
            hits[name] += truth[peak(m)]
        if not all(truth[peak(m)] for m in maps[:2]):
            missed.append(i + 1)
        hits["image centre"] += truth[48, 48]
        hits[names[-1]] += truth.mean()
        cells = np.arange(1, labels[i].max() + 1)
        without = np.stack([np.where(labels[i] == c, fill, image) for c in cells])
        effect = model.logits(image[None, None])[0, k] - model.logits(without[:, None])[:, k]
        ranked += int(cells[effect.argmax()] in infected[i])
        lone += set(cells[np.argsort(-effect)[:len(infected[i])]]) == set(infected[i])
        gone = np.where(truth, fill, image)
        painted_cell += model.logits(gone[None, None])[0].argmax() != k
        clean = image.copy()
        for c in infected[i]:
            cell = labels[i] == c
            grains = ndi.binary_dilation(evidence[i] == 128) & cell
            clean[grains] = np.median(image[cell & ~grains]) if (cell & ~grains).any() else fill
        painted += model.logits(clean[None, None])[0].argmax() != k
    for name in names:
        show(name, round(hits[name]), n)
    show("region occlusion: a true cell ranks first", ranked, n)
    show("region occlusion: all true cells before all others", lone, n)
    show("true cells painted with background: class flips", painted_cell, n)
    show("puncta painted with the cell's median: class flips", painted, n)
    print("missed by occlusion or RISE (slices):", missed)


def evaluate_channels(args):
    model = Model(args.models / "channels.onnx")
    images = read_tiff(args.data / "channels_test.tif").reshape(-1, 4, 64, 64).astype(np.float32)
    with open(args.data / "channels_test.csv") as f:
        classes = [r["class"] for r in csv.DictReader(f)]
    names = json.loads((args.models / "channels.explainj.json").read_text())["outputs"]["logits"]["classes"]
    check_reference(args, model, "channels", images)
    logits = model.logits(images)
    k = logits.argmax(1)
    n = len(images)
    show("accuracy", sum(names[a] == b for a, b in zip(k, classes)), n)
    fill = np.percentile(images, 5, axis=(2, 3))
    whole = ranking = 0
    margin = []
    for i in range(n):
        without = np.stack([images[i]] * 4)
        for c in range(4):
            without[c, c] = fill[i, c]
        drop = logits[i, k[i]] - model.logits(without)[:, k[i]]
        whole += drop.argmax() == 3
        margin.append((drop[3] - drop[:3].max(), np.abs(drop[:3]).max() / drop[3]))
        maps = [occlusion(model, images[i], (5, 5), (4, 4), fill[i], k[i], [c]) for c in range(4)]
        ranking += np.argmax([m.max() for m in maps]) == 3
    show("whole channel occluded: marker has the largest effect", whole, n)
    show("windows in one channel, window 5, stride 4: marker has the largest value", ranking, n)
    print("| smallest lead of marker over the next channel (logit) | %.2f | |" % min(m[0] for m in margin))
    print("| largest effect of another channel, relative to marker | %.2f | |" % max(m[1] for m in margin))


def evaluate_unet(args):
    model = Model(args.models / "unet.onnx")
    images, truth = read_tiff(args.data / "unet_test.tif"), read_tiff(args.data / "unet_truth.tif") > 0
    check_reference(args, model, "unet", images)
    found = model.logits(images[:, None]).argmax(1) == 1
    print("| Dice, 8 images | %.3f | |" % (2 * (found & truth).sum() / (found.sum() + truth.sum())))
    print("| pixel accuracy | %.3f | |" % (found == truth).mean())


def evaluate_volume(args):
    model = Model(args.models / "volume.onnx")
    images = read_tiff(args.data / "volume_test.tif").reshape(-1, 1, 16, 32, 32).astype(np.float32)
    truth = read_tiff(args.data / "volume_truth.tif").reshape(-1, 16, 32, 32) > 0
    with open(args.data / "volume_test.csv") as f:
        classes = [("solid", "hollow").index(r["class"]) for r in csv.DictReader(f)]
    check_reference(args, model, "volume", images)
    k = model.logits(images).argmax(1)
    show("accuracy", (k == np.array(classes)).sum(), len(k))
    settings = [(6, 2), (6, 3), (5, 2)]
    hits, bright = dict.fromkeys(settings, 0), 0
    for i in range(len(k)):
        fill = float(np.percentile(images[i], 5))
        for window, stride in settings:
            m = occlusion(model, images[i], (window,) * 3, (stride,) * 3, [fill], k[i])
            hits[window, stride] += truth[i][peak(m)]
        bright += truth[i][peak(images[i, 0])]
    for window, stride in settings:
        show("occlusion, window %d, stride %d: maximum in the sphere" % (window, stride), hits[window, stride], len(k))
    show("brightest voxel in the sphere", bright, len(k))


EVALUATIONS = {"puncta": evaluate_puncta, "channels": evaluate_channels, "unet": evaluate_unet,
               "volume": evaluate_volume}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=sorted(EVALUATIONS), action="append")
    parser.add_argument("--models", type=Path, default=HERE)
    parser.add_argument("--data", type=Path, default=TEST_DATA)
    parser.add_argument("--masks", type=int, default=1000)
    parser.add_argument("--images", type=int, default=200, help="of puncta_test.tif, the first so many")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    for name in args.only or EVALUATIONS:
        start = time.time()
        print("\n%s\n\n| | | |\n|---|---|---|" % name, flush=True)
        EVALUATIONS[name](args)
        print("(%.0f s)" % (time.time() - start), flush=True)


if __name__ == "__main__":
    main()
