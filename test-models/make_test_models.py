#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Makes the four small test models of ExplainJ, their data and their references.

    python3 make_test_models.py                 # everything
    python3 make_test_models.py --only puncta   # one of puncta, channels, unet, volume

It needs numpy, scipy and PyTorch (Debian: python3-numpy python3-scipy python3-torch), no GPU.
Everything is drawn from the seeds below, so the images are the same on every run; the trained
weights also depend on the version of PyTorch, the processor and the number of threads.

Written beside this script:         NAME.onnx, NAME.explainj.json, NAME_sample.tif
Written to ../src/test/resources/models: NAME_test.tif, truths, NAME_test.csv, reference_NAME.json

What each model sees, and where its evidence is, is described in README.md.
"""

import argparse
import csv
import json
import math
import struct
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from scipy import ndimage as ndi

HERE = Path(__file__).resolve().parent
TEST_DATA = HERE.parent / "src" / "test" / "resources" / "models"

# One seed per set of images: a held-out image can never be drawn for training.
SEEDS = {
    "puncta": {"train": 1101, "test": 1112, "healthy": 1113, "fit": 1104},
    "channels": {"train": 1201, "test": 1202, "fit": 1204},
    "unet": {"train": 1301, "test": 1302, "fit": 1304},
    "volume": {"train": 1401, "test": 1412, "fit": 1404},
}

# ---------------------------------------------------------------------------------------------
# TIFF: baseline, one strip a page, 8 bit; label stacks are PackBits-compressed
# ---------------------------------------------------------------------------------------------


def pack_bits(row):
    """PackBits (TIFF 6.0, section 9) of one row of bytes."""
    out, i, n = bytearray(), 0, len(row)
    while i < n:
        j = i
        while j + 1 < n and row[j + 1] == row[i] and j - i < 127:
            j += 1
        if j > i:  # a run
            out += bytes([(1 - (j - i + 1)) & 0xFF, row[i]])
            i = j + 1
        else:  # literals, up to the next run
            k = i
            while k < n and k - i < 128 and not (k + 1 < n and row[k + 1] == row[k]):
                k += 1
            out += bytes([k - i - 1]) + bytes(row[i:k])
            i = k
    return bytes(out)


def write_tiff(path, planes, packed=False, description=None, pixel_um=None):
    """Writes [n, h, w] uint8 as a multi-page TIFF that ImageJ opens as a stack."""
    planes = np.ascontiguousarray(planes, dtype=np.uint8)
    n, h, w = planes.shape
    if description is None:
        description = "ImageJ=1.54p\nimages=%d\nslices=%d\nloop=false\n" % (n, n)
    text = description.encode("ascii") + b"\0"
    buf = bytearray(b"II*\0\0\0\0\0")
    text_at = len(buf)
    buf += text + b"\0" * (len(text) % 2)
    resolution_at = len(buf)
    per_um = 1.0 if pixel_um is None else 1.0 / pixel_um
    buf += struct.pack("<II", round(per_um * 1000000), 1000000)
    # The pixels of all pages come first and in order, as ImageJ wants them.
    strips = []
    for plane in planes:
        data = b"".join(pack_bits(r.tobytes()) for r in plane) if packed else plane.tobytes()
        strips.append((len(buf), len(data)))
        buf += data
    buf += b"\0" * (len(buf) % 2)
    link_at = 4
    for i, (at, length) in enumerate(strips):
        entries = [
            (254, 4, 1, 0), (256, 4, 1, w), (257, 4, 1, h), (258, 3, 1, 8),
            (259, 3, 1, 32773 if packed else 1), (262, 3, 1, 1),
            (270, 2, len(text), text_at) if i == 0 else None,
            (273, 4, 1, at), (277, 3, 1, 1), (278, 4, 1, h), (279, 4, 1, length),
            (282, 5, 1, resolution_at) if pixel_um else None,
            (283, 5, 1, resolution_at) if pixel_um else None,
            (296, 3, 1, 1),
        ]
        entries = [e for e in entries if e]
        struct.pack_into("<I", buf, link_at, len(buf))
        buf += struct.pack("<H", len(entries))
        for tag, kind, count, value in entries:
            if kind == 3:
                buf += struct.pack("<HHIHH", tag, kind, count, value, 0)
            else:
                buf += struct.pack("<HHII", tag, kind, count, value)
        link_at = len(buf)
        buf += struct.pack("<I", 0)
    Path(path).write_bytes(bytes(buf))


def write_csv(path, header, rows):
    with open(path, "w", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


# ---------------------------------------------------------------------------------------------
# Parts of a synthetic microscope
# ---------------------------------------------------------------------------------------------


def grid(shape):
    return np.meshgrid(*[np.arange(s, dtype=np.float32) for s in shape], indexing="ij")


def smooth_noise(rng, shape, sigma):
    """Gaussian noise of standard deviation 1, correlated over sigma pixels."""
    n = ndi.gaussian_filter(rng.standard_normal(shape).astype(np.float32), sigma, mode="wrap")
    return n / (n.std() + 1e-6)


def blob_radius(rng, yy, xx, cy, cx, radius, elongation, roughness):
    """Relative distance from a blob's centre: 0 in the centre, 1 on its wavy outline."""
    angle = rng.uniform(0, math.pi)
    dy, dx = yy - cy, xx - cx
    u = (math.cos(angle) * dx + math.sin(angle) * dy) / math.sqrt(elongation)
    v = (-math.sin(angle) * dx + math.cos(angle) * dy) * math.sqrt(elongation)
    theta = np.arctan2(v, u)
    outline = np.full(yy.shape, float(radius), np.float32)
    for k in (2, 3, 4, 5):
        outline += radius * rng.normal(0, roughness / k) * np.cos(k * theta + rng.uniform(0, 2 * math.pi))
    return (np.hypot(u, v) / np.maximum(outline, 1.5)).astype(np.float32)


def spot(yy, xx, cy, cx, sigma):
    return np.exp(-((yy - cy) ** 2 + (xx - cx) ** 2) / (2 * sigma * sigma)).astype(np.float32)


def uneven_background(rng, shape, low, high):
    yy, xx = grid(shape)
    h, w = shape
    level = rng.uniform(low, high)
    angle = rng.uniform(0, 2 * math.pi)
    tilt = (math.cos(angle) * (xx / w - 0.5) + math.sin(angle) * (yy / h - 0.5)) * rng.uniform(0, 0.7)
    haze = spot(yy, xx, rng.uniform(0, h), rng.uniform(0, w), rng.uniform(0.25, 0.5) * max(h, w))
    return level * (1 + tilt + rng.uniform(0, 0.6) * haze)


def camera(rng, light, gain, read_noise):
    """Photon and read noise; gain is photons per grey level."""
    photons = rng.poisson(np.maximum(light, 0) * gain) / gain
    return np.clip(np.rint(photons + rng.normal(0, read_noise, light.shape)), 0, 255).astype(np.uint8)


def percentile5(image):
    """The background of a dark-background image as fill=auto takes it."""
    return float(np.percentile(image, 5))


# ---------------------------------------------------------------------------------------------
# (a) puncta: "infected" when some cells carry puncta; brighter decoys in every image
# ---------------------------------------------------------------------------------------------

PUNCTA_SIDE = 96


def place_cells(rng, count):
    """Cells that do not touch: label image and relative radii."""
    shape = (PUNCTA_SIDE, PUNCTA_SIDE)
    yy, xx = grid(shape)
    labels = np.zeros(shape, np.uint8)
    cells = []
    for _ in range(400):
        if len(cells) == count:
            break
        radius = rng.uniform(7.0, 11.5)
        cy, cx = rng.uniform(5, PUNCTA_SIDE - 5, 2)
        rho = blob_radius(rng, yy, xx, cy, cx, radius, rng.uniform(1.0, 1.7), 0.22)
        mask = rho < 1
        if mask.sum() < 110 or (labels[ndi.binary_dilation(mask, iterations=2)] > 0).any():
            continue
        cells.append((cy, cx, radius, rho))
        labels[mask] = len(cells)
    return labels, cells


def puncta_image(rng, infected):
    """One image: uint8 image, labels, puncta mask, labels of the infected cells, spots (y, x)."""
    shape = (PUNCTA_SIDE, PUNCTA_SIDE)
    yy, xx = grid(shape)
    while True:
        labels, cells = place_cells(rng, rng.integers(5, 10))
        inner = [i for i, (cy, cx, _, _) in enumerate(cells)
                 if 10 <= cy <= PUNCTA_SIDE - 10 and 10 <= cx <= PUNCTA_SIDE - 10]
        if len(cells) >= 5 and len(inner) >= 2:
            break
    rng.shuffle(inner)
    carriers = inner[:min(len(inner) - 1, int(rng.choice([1, 2, 3], p=[0.5, 0.35, 0.15])))]
    bright = rng.choice([i for i in range(len(cells)) if i not in carriers])

    light = np.zeros(shape, np.float32)
    for i, (cy, cx, radius, rho) in enumerate(cells):
        level = rng.uniform(135, 175) if i == bright else rng.uniform(35, 85)
        body = np.clip((1.06 - rho) / 0.16, 0, 1) * (0.72 + 0.28 * np.clip(1 - rho * rho, 0, 1))
        texture = 1 + 0.09 * smooth_noise(rng, shape, 1.3) + 0.09 * smooth_noise(rng, shape, 3.0)
        off = rng.normal(0, 0.12 * radius, 2)
        nucleus = blob_radius(rng, yy, xx, cy + off[0], cx + off[1], radius * rng.uniform(0.38, 0.5), 1.2, 0.1)
        dim = 1 - rng.uniform(0.12, 0.4) * np.clip((1.15 - nucleus) / 0.3, 0, 1)
        light += level * body * texture * dim

    # The evidence: a handful of puncta in each infected cell, gathered on one side of it.
    # The same draw is made for a healthy image, where nothing of it is painted.
    evidence = np.zeros(shape, np.float32)
    spots = []
    for i in carriers:
        cy, cx, radius, rho = cells[i]
        inside = np.argwhere(rho < 0.72)
        home = inside[rng.integers(len(inside))] * 0.6 + np.array([cy, cx]) * 0.4
        wanted, taken = rng.integers(6, 11), []
        for _ in range(300):
            if len(taken) == wanted:
                break
            y, x = home + rng.normal(0, 0.36 * radius, 2)
            iy, ix = int(round(y)), int(round(x))
            if not (2 <= iy < PUNCTA_SIDE - 2 and 2 <= ix < PUNCTA_SIDE - 2) or rho[iy, ix] > 0.82:
                continue
            if all(math.hypot(y - a, x - b) > 2.4 for a, b in taken):
                taken.append((y, x))
        amplitude = rng.uniform(55, 85)
        for y, x in taken:
            evidence += amplitude * rng.uniform(0.8, 1.2) * spot(yy, xx, y, x, rng.uniform(0.75, 1.0))
        spots += taken
    if infected:
        light += evidence

    # Decoys, all outside the cells (or a single grain on one), in both classes.
    free = ndi.distance_transform_edt(labels == 0)
    def outside(margin):
        where = np.argwhere(free > margin)
        where = where if len(where) else np.argwhere(free > 1.5)
        return where[rng.integers(len(where))] + rng.uniform(-0.4, 0.4, 2)
    for _ in range(rng.integers(3, 13)):  # the number says nothing about the class
        y, x = outside(2.5)
        light += rng.uniform(120, 230) * spot(yy, xx, y, x, rng.uniform(0.7, 1.3))
    for _ in range(rng.integers(1, 3)):  # saturated
        y, x = outside(3.5)
        light += rng.uniform(380, 700) * spot(yy, xx, y, x, rng.uniform(0.9, 1.7))
    if rng.random() < 0.5:  # a loose cluster of grains beside the cells
        y, x = outside(5)
        for _ in range(rng.integers(3, 7)):
            a, b = y + rng.normal(0, 2.5), x + rng.normal(0, 2.5)
            if 0 <= a < PUNCTA_SIDE and 0 <= b < PUNCTA_SIDE and free[int(a), int(b)] > 2:
                light += rng.uniform(60, 130) * spot(yy, xx, a, b, rng.uniform(0.7, 1.0))
    if rng.random() < 0.4:  # one grain on a cell is no infection
        i = rng.choice([k for k in range(len(cells)) if k not in carriers])
        inside = np.argwhere(cells[i][3] < 0.7)
        y, x = inside[rng.integers(len(inside))]
        light += rng.uniform(50, 100) * spot(yy, xx, y, x, rng.uniform(0.8, 1.0))

    light = ndi.gaussian_filter(light, rng.uniform(0.45, 0.7)) + uneven_background(rng, shape, 12, 26)
    image = camera(rng, light, rng.uniform(1.5, 4.0), rng.uniform(0.8, 2.0))
    if not infected:
        return image, labels, np.zeros(shape, bool), [], []
    grains = (evidence > 0.15 * 70) & np.isin(labels, [i + 1 for i in carriers])
    return image, labels, grains, sorted(i + 1 for i in carriers), spots


def puncta_set(seed, classes):
    rng = np.random.default_rng(seed)
    items = [puncta_image(rng, bool(c)) for c in classes]
    return {
        "image": np.stack([i[0] for i in items]),
        "labels": np.stack([i[1] for i in items]),
        "grains": np.stack([i[2] for i in items]),
        "infected": [i[3] for i in items],
        "spots": [i[4] for i in items],
        "class": np.array(classes),
    }


def random_grid_mask(rng, side, cells, p):
    """A mask as RISE's generator makes it: random grid, bilinear upsampling, random shift."""
    cell = math.ceil(side / cells)
    small = (rng.random((cells, cells)) < p).astype(np.float32)
    big = (cells + 1) * cell
    up = F.interpolate(torch.from_numpy(small)[None, None], size=(big, big), mode="bilinear",
                       align_corners=False)[0, 0].numpy()
    y, x = rng.integers(0, cell, 2)
    return up[y:y + side, x:x + side]


def puncta_perturbed(rng, image, labels, grains, infected, spots):
    """Part of the image replaced by its background, and how many puncta are left in it.

    Explaining by occlusion shows a network such images; it is trained on them (with the label that
    they then deserve), so that it reacts to the evidence and not to the occluder.
    """
    side = image.shape[0]
    keep = np.ones((side, side), np.float32)
    kind = rng.random()
    if kind < 0.25:  # puncta painted out with the cell's own median, flat discs on other cells
        image, cured = image.copy(), [c for c in infected if rng.random() < 0.8]
        for c in range(1, labels.max() + 1):
            cell = labels == c
            hide = ndi.binary_dilation(grains, iterations=int(rng.integers(1, 3))) & cell
            if c not in infected and rng.random() < 0.4:
                points = np.argwhere(cell)
                for y, x in points[rng.integers(len(points), size=rng.integers(1, 9))]:
                    hide[max(y - 2, 0):y + 3, max(x - 1, 0):x + 2] = True
                hide &= cell
            if (c in cured or c not in infected) and hide.any() and (cell & ~hide).any():
                image[hide] = np.median(image[cell & ~hide])
        return image, sum(labels[int(round(y)), int(round(x))] not in cured for y, x in spots)
    if kind < 0.55:
        keep = random_grid_mask(rng, side, int(rng.integers(6, 11)), rng.uniform(0.3, 0.8))
    elif kind < 0.78:
        for _ in range(rng.integers(1, 7)):
            a, b = rng.integers(4, 20, 2)
            y, x = rng.integers(-3, side - 3, 2)
            keep[max(y, 0):y + a, max(x, 0):x + b] = 0
    else:
        present = np.arange(1, labels.max() + 1)
        if infected and rng.random() < 0.5:
            gone = infected if rng.random() < 0.6 else infected[:1]
        else:
            gone = rng.choice(present, rng.integers(1, len(present)), replace=False)
        keep[np.isin(labels, gone)] = 0
    fill = percentile5(image)
    left = sum(keep[int(round(y)), int(round(x))] for y, x in spots)
    return image * keep + fill * (1 - keep), left


class PunctaNet(nn.Module):
    """Local evidence (receptive field 26 pixels), averaged over the image: evidence adds up."""

    def __init__(self):
        super().__init__()
        def block(a, b):
            return [nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU()]
        self.features = nn.Sequential(*block(1, 8), nn.MaxPool2d(2), *block(8, 12), nn.MaxPool2d(2),
                                      *block(12, 20), *block(20, 20))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(20, 2)

    def forward(self, x):
        return self.head(torch.flatten(self.pool(self.features(x)), 1))


def dihedral(rng, stack):
    stack = np.rot90(stack, rng.integers(4), axes=(-2, -1))
    return stack[..., ::-1] if rng.random() < 0.5 else stack


def soft_cross_entropy(logits, target):
    # The second term keeps the logits' sum at zero: a class score then moves with the evidence.
    return -(target * F.log_softmax(logits, 1)).sum(1).mean() + 0.05 * (logits.sum(1) ** 2).mean()


def fit(net, epochs, batches, loss_of, learning_rate, label):
    """Adam with a cosine schedule; batches() gives (x, target) pairs of one epoch."""
    optimiser = torch.optim.AdamW(net.parameters(), lr=learning_rate, weight_decay=1e-3)
    for epoch in range(epochs):
        for group in optimiser.param_groups:
            group["lr"] = learning_rate * (0.02 + 0.49 * (1 + math.cos(math.pi * epoch / epochs)))
        net.train()
        total, count = 0.0, 0
        for x, target in batches():
            loss = loss_of(net(x), target)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total, count = total + loss.item(), count + 1
        print("  %s epoch %d loss %.4f" % (label, epoch + 1, total / count), flush=True)
    net.eval()


def make_puncta(out, test_out):
    train = puncta_set(SEEDS["puncta"]["train"], [i % 2 for i in range(5000)])
    rng = np.random.default_rng(SEEDS["puncta"]["fit"])
    net = PunctaNet()

    def batches():
        order = rng.permutation(len(train["image"]))
        for start in range(0, len(order), 50):
            xs, ts = [], []
            for i in order[start:start + 50]:
                x, left = train["image"][i].astype(np.float32), len(train["spots"][i])
                if rng.random() < 0.6:
                    x, left = puncta_perturbed(rng, x, train["labels"][i], train["grains"][i],
                                               train["infected"][i], train["spots"][i])
                xs.append(dihedral(rng, x))
                t = min(max((left - 1.0) / 2.5, 0.0), 1.0)
                ts.append((1 - t, t))
            x = torch.from_numpy(np.stack(xs).astype(np.float32))[:, None] / 255
            yield x, torch.tensor(ts, dtype=torch.float32)

    fit(net, 20, batches, soft_cross_entropy, 6e-3, "puncta")

    test = puncta_set(SEEDS["puncta"]["test"], [1] * 200)
    healthy = puncta_set(SEEDS["puncta"]["healthy"], [0] * 40)
    export(net, torch.zeros(1, 1, 96, 96), out / "puncta.onnx", {0: "batch"}, {0: "batch"})
    side_car(out, "puncta", "Fluorescence cells: do some of them carry puncta?", "bcyx", ["marker"], [0.5, 0.5],
             "bc", ["healthy", "infected"])
    evidence = np.zeros_like(test["labels"])
    for i, labels in enumerate(test["infected"]):
        evidence[i][np.isin(test["labels"][i], labels)] = 255
    evidence[test["grains"]] = 128
    write_tiff(test_out / "puncta_test.tif", test["image"])
    write_tiff(test_out / "puncta_truth.tif", test["labels"], packed=True)
    write_tiff(test_out / "puncta_evidence.tif", evidence, packed=True)
    write_tiff(test_out / "puncta_healthy.tif", healthy["image"])
    rows = [("puncta_test.tif", i + 1, "infected", int(test["labels"][i].max()),
             " ".join(map(str, test["infected"][i])), len(test["spots"][i])) for i in range(200)]
    rows += [("puncta_healthy.tif", i + 1, "healthy", int(healthy["labels"][i].max()), "", 0) for i in range(40)]
    write_csv(test_out / "puncta_test.csv", ["file", "slice", "class", "cells", "infected_labels", "puncta"], rows)
    # The sample is an image of its own, with one infected cell away from the centre.
    sample = puncta_set(SEEDS["puncta"]["test"] + 1000, [1] * 40)
    pick = next(i for i in range(40) if len(sample["infected"][i]) == 1 and sample["labels"][i].max() >= 7)
    write_tiff(out / "puncta_sample.tif", sample["image"][pick:pick + 1], pixel_um=0.5,
               description="ImageJ=1.54p\nunit=um\nmin=0.0\nmax=255.0\n")
    x = torch.from_numpy(test["image"][:8].astype(np.float32))[:, None] / 255
    reference(net, x, test_out, "puncta", "puncta_test.tif")
    h = torch.from_numpy(healthy["image"].astype(np.float32))[:, None] / 255
    t = torch.from_numpy(test["image"].astype(np.float32))[:, None] / 255
    with torch.no_grad():
        print("  held out: infected %.3f, healthy %.3f" % ((net(t).argmax(1) == 1).float().mean(),
                                                           (net(h).argmax(1) == 0).float().mean()))


# ---------------------------------------------------------------------------------------------
# (b) channels: four stains, and the class is the pattern of the last one
# ---------------------------------------------------------------------------------------------

CHANNELS = ["DAPI", "actin", "tubulin", "marker"]
PATTERNS = ["diffuse", "punctate", "perinuclear"]
CHANNELS_SIDE = 64


def filaments(rng, shape, inside, starts, directions, length, wobble):
    """Random walks drawn as bright lines, kept inside a mask."""
    canvas = np.zeros(shape, np.float32)
    for (y, x), angle in zip(starts, directions):
        for _ in range(length):
            iy, ix = int(round(y)), int(round(x))
            if not (0 <= iy < shape[0] and 0 <= ix < shape[1]) or not inside[iy, ix]:
                break
            canvas[iy, ix] += 1
            y, x, angle = y + 0.7 * math.sin(angle), x + 0.7 * math.cos(angle), angle + rng.normal(0, wobble)
    return ndi.gaussian_filter(canvas, 0.75)


def channels_image(rng, pattern):
    shape = (CHANNELS_SIDE, CHANNELS_SIDE)
    yy, xx = grid(shape)
    light = np.zeros((4,) + shape, np.float32)
    centres = []
    for _ in range(200):
        if len(centres) == 4:
            break
        c = rng.uniform(7, CHANNELS_SIDE - 7, 2)
        if all(np.hypot(*(c - o)) > 24 for o in centres):
            centres.append(c)
    centres = centres[:rng.integers(2, 5)]
    level = {"DAPI": rng.uniform(60, 180), "actin": rng.uniform(50, 150),
             "tubulin": rng.uniform(50, 150), "marker": rng.uniform(55, 130)}
    taken = np.zeros(shape, bool)
    for cy, cx in centres:
        cell = blob_radius(rng, yy, xx, cy, cx, rng.uniform(13, 17), rng.uniform(1, 1.5), 0.3)
        body = (cell < 1) & ~taken
        taken |= ndi.binary_dilation(body)
        edge = np.clip((1.03 - cell) / 0.12, 0, 1) * body
        nucleus = blob_radius(rng, yy, xx, cy + rng.normal(0, 1), cx + rng.normal(0, 1), rng.uniform(4.5, 6.5),
                              rng.uniform(1, 1.4), 0.1)
        core = np.clip((1.05 - nucleus) / 0.2, 0, 1)
        light[0] += level["DAPI"] * core * (1 + 0.2 * smooth_noise(rng, shape, 1.2)) * rng.uniform(0.7, 1.3)
        # actin: parallel stress fibres and a cortex
        points = np.argwhere(body)
        angle = rng.uniform(0, math.pi)
        n = rng.integers(8, 22)
        starts = points[rng.integers(len(points), size=n)].astype(float)
        lines = sum(filaments(rng, shape, body, starts, angle + turn + rng.normal(0, 0.08, n), 30, 0.02)
                    for turn in (0, math.pi))
        cortex = np.exp(-((cell - 0.93) / 0.07) ** 2) * body
        light[1] += level["actin"] * (0.25 * edge + 0.5 * np.minimum(lines, 2.5) + rng.uniform(0.2, 0.8) * cortex)
        # tubulin: curved filaments from a centre beside the nucleus
        n = rng.integers(20, 45)
        hub = np.array([cy, cx]) + rng.normal(0, 3, 2)
        web = filaments(rng, shape, body, np.tile(hub, (n, 1)), rng.uniform(0, 2 * math.pi, n), 34, 0.13)
        light[2] += level["tubulin"] * (0.15 * edge + 0.6 * np.minimum(web, 2.5))
        # marker: the class
        cytosol = edge * (1 - 0.8 * core)
        tone = level["marker"] * rng.uniform(0.8, 1.2)
        if pattern == 0:
            light[3] += tone * cytosol * (1 + 0.15 * smooth_noise(rng, shape, 1.5))
        elif pattern == 1:
            light[3] += 0.18 * tone * cytosol
            room = np.argwhere((cell < 0.9) & (nucleus > 1.1) & body)
            for k in rng.integers(len(room), size=rng.integers(10, 22)):
                light[3] += 1.9 * tone * rng.uniform(0.6, 1.2) * spot(yy, xx, *room[k], rng.uniform(0.8, 1.2))
        else:
            ring = np.exp(-((nucleus - 1.25) / 0.28) ** 2)
            light[3] += tone * (1.3 * ring * (1 + 0.25 * smooth_noise(rng, shape, 1.5)) + 0.18 * cytosol)
    light[3] += rng.uniform(0, 0.06) * light[0] + rng.uniform(0, 0.05) * light[2]  # bleed-through
    for c in range(4):  # debris in every channel
        for _ in range(rng.integers(0, 4)):
            light[c] += rng.uniform(80, 300) * spot(yy, xx, *rng.uniform(0, CHANNELS_SIDE, 2), rng.uniform(0.8, 1.5))
        light[c] = ndi.gaussian_filter(light[c], 0.6) + uneven_background(rng, shape, 8, 20)
    return camera(rng, light, rng.uniform(1.5, 4), rng.uniform(0.8, 2))


class ChannelsNet(nn.Module):
    def __init__(self):
        super().__init__()
        def block(a, b):
            return [nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU()]
        self.features = nn.Sequential(*block(4, 12), nn.MaxPool2d(2), *block(12, 20), nn.MaxPool2d(2),
                                      *block(20, 24))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.head = nn.Linear(24, 3)

    def forward(self, x):
        return self.head(torch.flatten(self.pool(self.features(x)), 1))


def make_channels(out, test_out):
    def images(seed, count):
        rng = np.random.default_rng(seed)
        return np.stack([channels_image(rng, i % 3) for i in range(count)]), np.arange(count) % 3

    train, classes = images(SEEDS["channels"]["train"], 2400)
    floor = np.percentile(train, 5, axis=(2, 3)).astype(np.float32)
    rng = np.random.default_rng(SEEDS["channels"]["fit"])
    net = ChannelsNet()

    def batches():
        order = rng.permutation(len(train))
        for start in range(0, len(order), 40):
            xs, ts = [], []
            for i in order[start:start + 40]:
                x = train[i].astype(np.float32)
                t = np.eye(3, dtype=np.float32)[classes[i]]
                if rng.random() < 0.4:  # the other stains of another image: they say nothing
                    x[:3] = train[rng.integers(len(train))][:3]
                for c in range(3):
                    if rng.random() < 0.12:
                        x[c] = np.percentile(x[c], 5)
                if rng.random() < 0.12:  # without the marker nothing is known
                    x[3] = floor[i, 3]
                    t = np.full(3, 1 / 3, np.float32)
                for c in range(4):  # windows of background in one channel
                    if rng.random() < 0.15:
                        a = rng.integers(4, 16)
                        y, z = rng.integers(0, CHANNELS_SIDE - a, 2)
                        x[c, y:y + a, z:z + a] = np.percentile(x[c], 5)
                xs.append(dihedral(rng, x))
                ts.append(t)
            yield torch.from_numpy(np.stack(xs).astype(np.float32)) / 255, torch.from_numpy(np.stack(ts))

    fit(net, 14, batches, soft_cross_entropy, 5e-3, "channels")
    test, truth = images(SEEDS["channels"]["test"], 200)
    export(net, torch.zeros(1, 4, 64, 64), out / "channels.onnx", {0: "batch"}, {0: "batch"})
    side_car(out, "channels", "Four stains; the class is the pattern of the channel 'marker' and of nothing else",
             "bcyx", CHANNELS, [0.5, 0.5], "bc", PATTERNS)
    write_tiff(test_out / "channels_test.tif", test.reshape(-1, 64, 64))
    write_csv(test_out / "channels_test.csv", ["image", "first_slice", "class", "channel"],
              [(i + 1, 4 * i + 1, PATTERNS[truth[i]], "marker") for i in range(200)])
    sample, _ = images(SEEDS["channels"]["test"] + 1000, 3)
    write_tiff(out / "channels_sample.tif", sample[1], pixel_um=0.5, description=
               "ImageJ=1.54p\nimages=4\nchannels=4\nhyperstack=true\nmode=composite\nunit=um\nloop=false\n"
               "min=0.0\nmax=255.0\n")
    x = torch.from_numpy(test.astype(np.float32)) / 255
    reference(net, x[:8], test_out, "channels", "channels_test.tif")
    with torch.no_grad():
        print("  held out: %.3f" % (net(x).argmax(1).numpy() == truth).mean())


# ---------------------------------------------------------------------------------------------
# (c) unet: nuclei, any size that is a multiple of 8
# ---------------------------------------------------------------------------------------------


def nuclei_image(rng, shape):
    yy, xx = grid(shape)
    light = np.zeros(shape, np.float32)
    labels = np.zeros(shape, np.uint8)
    wanted = rng.integers(6, 14)
    for _ in range(60):
        if labels.max() == wanted:
            break
        cy, cx = rng.uniform(2, shape[0] - 2), rng.uniform(2, shape[1] - 2)
        rho = blob_radius(rng, yy, xx, cy, cx, rng.uniform(6, 11), rng.uniform(1, 1.7), 0.12)
        mask = rho < 1
        if (labels[mask] > 0).mean() > 0.06 or (mask & (labels == 0)).sum() < 30:
            continue
        labels[mask & (labels == 0)] = labels.max() + 1
        chromatin = 1 + 0.16 * smooth_noise(rng, shape, 1.4) + 0.1 * smooth_noise(rng, shape, 3)
        light += rng.uniform(35, 150) * np.clip((1.05 - rho) / 0.2, 0, 1) * chromatin
    for _ in range(rng.integers(2, 7)):  # debris, not nuclei
        light += rng.uniform(50, 200) * spot(yy, xx, rng.uniform(0, shape[0]), rng.uniform(0, shape[1]),
                                             rng.uniform(0.8, 1.6))
    light = ndi.gaussian_filter(light, rng.uniform(0.7, 1.2)) + uneven_background(rng, shape, 10, 30)
    return camera(rng, light, rng.uniform(1, 4), rng.uniform(1, 2.5)), labels


class UNet(nn.Module):
    """Three halvings, 8 to 32 channels."""

    def __init__(self):
        super().__init__()
        def double(a, b):
            return nn.Sequential(nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(),
                                 nn.Conv2d(b, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU())
        width = [8, 12, 20, 32]
        self.down = nn.ModuleList([double(1, 8), double(8, 12), double(12, 20), double(20, 32)])
        self.up = nn.ModuleList([nn.ConvTranspose2d(width[i + 1], width[i], 2, stride=2) for i in range(3)])
        self.join = nn.ModuleList([double(2 * width[i], width[i]) for i in range(3)])
        self.pool = nn.MaxPool2d(2)
        self.head = nn.Conv2d(8, 2, 1)

    def forward(self, x):
        skips = []
        for i in range(3):
            x = self.down[i](x)
            skips.append(x)
            x = self.pool(x)
        x = self.down[3](x)
        for i in (2, 1, 0):
            x = self.join[i](torch.cat([skips[i], self.up[i](x)], 1))
        return self.head(x)


def make_unet(out, test_out):
    rng = np.random.default_rng(SEEDS["unet"]["train"])
    items = [nuclei_image(rng, (96, 96)) for _ in range(320)]
    images, labels = np.stack([i[0] for i in items]), np.stack([i[1] for i in items])
    rng = np.random.default_rng(SEEDS["unet"]["fit"])
    net = UNet()

    def batches():
        order = rng.permutation(len(images))
        for start in range(0, len(order), 10):
            both = [dihedral(rng, np.stack([images[i], labels[i] > 0])) for i in order[start:start + 10]]
            both = np.stack(both).astype(np.float32)
            yield torch.from_numpy(both[:, :1]) / 255, torch.from_numpy(both[:, 1].astype(np.int64))

    fit(net, 14, batches, F.cross_entropy, 4e-3, "unet")
    rng = np.random.default_rng(SEEDS["unet"]["test"])
    items = [nuclei_image(rng, (96, 120)) for _ in range(9)]
    test, truth = np.stack([i[0] for i in items]), np.stack([i[1] for i in items])
    export(net, torch.zeros(1, 1, 64, 96), out / "unet.onnx", {0: "batch", 2: "height", 3: "width"},
           {0: "batch", 2: "height", 3: "width"})
    side_car(out, "unet", "U-Net for nuclei; height and width are free multiples of 8", "bcyx", ["DAPI"],
             [0.5, 0.5], "bcyx", ["background", "nucleus"])
    write_tiff(test_out / "unet_test.tif", test[:8])
    write_tiff(test_out / "unet_truth.tif", truth[:8], packed=True)
    write_tiff(out / "unet_sample.tif", test[8:], pixel_um=0.5,
               description="ImageJ=1.54p\nunit=um\nmin=0.0\nmax=255.0\n")
    x = torch.from_numpy(test[:8].astype(np.float32))[:, None] / 255
    reference(net, x, test_out, "unet", "unet_test.tif")
    with torch.no_grad():
        found = net(x).argmax(1).numpy() == 1
    print("  held out: Dice %.3f" % (2 * (found & (truth[:8] > 0)).sum() / (found.sum() + (truth[:8] > 0).sum())))


# ---------------------------------------------------------------------------------------------
# (d) volume: is the one sphere hollow or solid?
# ---------------------------------------------------------------------------------------------

VOLUME_SHAPE = (16, 32, 32)


def volume_image(rng, hollow):
    """A stack with one sphere (the evidence), and filaments and beads that are brighter."""
    shape = VOLUME_SHAPE
    zz, yy, xx = grid(shape)
    radius = rng.uniform(4.6, 6.0)
    centre = np.array([rng.uniform(radius + 0.5, s - radius - 1.5) for s in shape])
    d = np.sqrt((zz - centre[0]) ** 2 + (yy - centre[1]) ** 2 + (xx - centre[2]) ** 2)
    level = rng.uniform(60, 110)
    ball = np.clip(radius + 0.5 - d, 0, 1)
    profile = ball * np.clip(d - (radius - 2.2), 0.08, 1) if hollow else ball * rng.uniform(0.75, 1.0)
    light = level * profile * (1 + 0.12 * smooth_noise(rng, shape, 1.2))
    truth = (d <= radius + 0.5).astype(np.uint8)
    clear = radius + 3
    beads = 0
    for _ in range(100):
        if beads == 4:
            break
        c = np.array([rng.uniform(1, s - 1) for s in shape])
        if np.linalg.norm(c - centre) < clear:
            continue
        beads += 1
        s = rng.uniform(0.8, 1.3)
        light += rng.uniform(150, 330) * np.exp(-((zz - c[0]) ** 2 + (yy - c[1]) ** 2 + (xx - c[2]) ** 2)
                                                / (2 * s * s))
    for _ in range(2):  # a bright filament each
        c, u = np.array([rng.uniform(0, s) for s in shape]), rng.normal(size=3)
        u /= np.linalg.norm(u)
        line = np.zeros(shape, np.float32)
        for t in np.arange(-12, 12, 0.4):
            p = c + t * u
            i = np.rint(p).astype(int)
            if (i >= 0).all() and (i < shape).all() and np.linalg.norm(p - centre) > clear - 0.5:
                line[tuple(i)] = 1
        light += rng.uniform(200, 420) * ndi.gaussian_filter(line, 0.8)
    light = ndi.gaussian_filter(light, (0.8, 0.5, 0.5))
    light = light + uneven_background(rng, shape[1:], 10, 22)[None]
    return camera(rng, light, rng.uniform(1.5, 4), rng.uniform(1, 2)), truth


class VolumeNet(nn.Module):
    def __init__(self):
        super().__init__()
        def block(a, b):
            return [nn.Conv3d(a, b, 3, padding=1, bias=False), nn.BatchNorm3d(b), nn.ReLU()]
        self.features = nn.Sequential(*block(1, 6), nn.MaxPool3d(2), *block(6, 12), *block(12, 16))
        self.pool = nn.AdaptiveAvgPool3d(1)
        self.head = nn.Linear(16, 2)

    def forward(self, x):
        return self.head(torch.flatten(self.pool(self.features(x)), 1))


def make_volume(out, test_out):
    def images(seed, count):
        rng = np.random.default_rng(seed)
        items = [volume_image(rng, i % 2 == 1) for i in range(count)]
        return np.stack([i[0] for i in items]), np.stack([i[1] for i in items]), np.arange(count) % 2

    train, truth, classes = images(SEEDS["volume"]["train"], 1000)
    rng = np.random.default_rng(SEEDS["volume"]["fit"])
    net = VolumeNet()

    def batches():
        order = rng.permutation(len(train))
        for start in range(0, len(order), 20):
            xs, ts = [], []
            for i in order[start:start + 20]:
                x = train[i].astype(np.float32)
                t = np.eye(2, dtype=np.float32)[classes[i]]
                if rng.random() < 0.7:  # windows of background: what hides the sphere costs confidence
                    keep = np.ones(VOLUME_SHAPE, bool)
                    if rng.random() < 0.2:
                        keep = ~ndi.binary_dilation(truth[i], iterations=2)
                    else:
                        for _ in range(rng.integers(1, 5)):
                            a = rng.integers(3, 10, 3)
                            o = [rng.integers(-2, s - 2) for s in VOLUME_SHAPE]
                            keep[tuple(slice(max(p, 0), p + q) for p, q in zip(o, a))] = False
                    x[~keep] = percentile5(x)
                    left = max(0.0, 1 - 1.6 * float((truth[i] * ~keep).sum()) / float(truth[i].sum()))
                    t = left * t + (1 - left) * 0.5
                x = dihedral(rng, x)
                xs.append(x[::-1] if rng.random() < 0.5 else x)
                ts.append(t)
            yield torch.from_numpy(np.stack(xs).astype(np.float32))[:, None] / 255, torch.from_numpy(np.stack(ts))

    fit(net, 16, batches, soft_cross_entropy, 6e-3, "volume")
    test, where, classes = images(SEEDS["volume"]["test"], 9)
    export(net, torch.zeros(1, 1, *VOLUME_SHAPE), out / "volume.onnx", {0: "batch"}, {0: "batch"})
    side_car(out, "volume", "Is the one sphere in the stack solid or hollow?", "bczyx", ["marker"],
             [0.5, 0.5, 0.5], "bc", ["solid", "hollow"])
    write_tiff(test_out / "volume_test.tif", test[:8].reshape(-1, 32, 32))
    write_tiff(test_out / "volume_truth.tif", where[:8].reshape(-1, 32, 32), packed=True)
    write_csv(test_out / "volume_test.csv", ["volume", "first_slice", "class"],
              [(i + 1, 16 * i + 1, ["solid", "hollow"][classes[i]]) for i in range(8)])
    sample, _, _ = images(SEEDS["volume"]["test"] + 1000, 2)
    write_tiff(out / "volume_sample.tif", sample[1], pixel_um=0.5, description=
               "ImageJ=1.54p\nimages=16\nslices=16\nunit=um\nspacing=0.5\nloop=false\nmin=0.0\nmax=255.0\n")
    x = torch.from_numpy(test[:8].astype(np.float32))[:, None] / 255
    reference(net, x, test_out, "volume", "volume_test.tif")
    more, _, classes = images(SEEDS["volume"]["test"] + 2000, 200)
    with torch.no_grad():
        logits = net(torch.from_numpy(more.astype(np.float32))[:, None] / 255)
    print("  200 other volumes: %.3f" % (logits.argmax(1).numpy() == classes).mean())


# ---------------------------------------------------------------------------------------------
# Export
# ---------------------------------------------------------------------------------------------


def export(net, example, path, input_axes, output_axes):
    torch.onnx.export(net.eval(), example, str(path), opset_version=13, do_constant_folding=True,
                      input_names=["image"], output_names=["logits"],
                      dynamic_axes={"image": input_axes, "logits": output_axes})
    print("  %s: %d bytes, %d parameters" % (path.name, path.stat().st_size,
                                             sum(p.numel() for p in net.parameters())))


def side_car(out, name, description, axes, channels, pixel_um, output_axes, classes):
    facts = {
        "format": 1, "name": name, "description": description,
        "inputs": {"image": {"axes": axes, "channels": channels, "normalise": "0-1", "range": [0, 255],
                             "pixel_size_um": pixel_um, "background": "dark"}},
        "outputs": {"logits": {"axes": output_axes, "classes": classes, "activation": "none"}},
        "licence": "BSD-2-Clause",
        "citation": "ExplainJ test models, made by make_test_models.py from synthetic images",
    }
    (out / (name + ".explainj.json")).write_text(json.dumps(facts, indent=2) + "\n")


def reference(net, x, test_out, name, file):
    """The logits of the first 8 test images; of a dense output, every 8th pixel from pixel 3 on."""
    with torch.no_grad():
        y = net(x)
    facts = {"model": name + ".onnx", "images": file, "count": len(x), "input_shape": list(x.shape),
             "normalise": "v / 255", "output_shape": list(y.shape)}
    if y.dim() == 4:
        y = y[:, :, 3::8, 3::8]
        facts["sampled"] = {"start": 3, "step": 8, "shape": list(y.shape)}
        facts["logits"] = [[[round(float(v), 6) for v in c.flatten()] for c in image] for image in y]
    else:
        facts["logits"] = [[round(float(v), 6) for v in image] for image in y]
    (test_out / ("reference_%s.json" % name)).write_text(json.dumps(facts) + "\n")


MAKERS = {"puncta": make_puncta, "channels": make_channels, "unet": make_unet, "volume": make_volume}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=sorted(MAKERS), action="append")
    parser.add_argument("--out", type=Path, default=HERE, help="models, side-cars and samples")
    parser.add_argument("--test-out", type=Path, default=TEST_DATA, help="test images, truth and references")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    args.test_out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.use_deterministic_algorithms(True)
    for name in args.only or MAKERS:
        start = time.time()
        print(name, flush=True)
        torch.manual_seed(SEEDS[name]["fit"])
        MAKERS[name](args.out, args.test_out)
        print("  %.0f s" % (time.time() - start), flush=True)


if __name__ == "__main__":
    main()
