/** Width and height, in px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A dot that needs a label, in px from the top left of the frame. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  /** Sizes of its possible labels, the best first. */
  readonly labels: readonly Size[];
  /** Possible sides of its label, the best first. */
  readonly sides: readonly Side[];
}

/** The position of the label of a dot. */
export interface LabelPlace {
  /** Index of the label. */
  readonly label: number;
  /** Side of the dot. */
  readonly side: Side;
}

/** A side of a dot, as left or right and up or down. */
export type Side = readonly [along: -1 | 0 | 1, down: -1 | 0 | 1];

/** An area that no label may cover, in px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const DOT: Size = { width: 10, height: 10 };
/** Distance from the middle of a dot to its label. */
const GAP = 8;

/**
 * Positions of labels that cover no dot, no other label and nothing else.
 * @param dots The most important first
 * @param room Where labels may be
 * @param others Other areas that they may not cover
 * @returns The position of each label; `undefined` if none is free
 */
export function labelPlaces(
  dots: readonly Labelled[],
  room: Size,
  others: readonly Box[],
): readonly (LabelPlace | undefined)[] {
  const taken = [...others, ...dots.map(({ x, y }) => boxAround(x, y, DOT))];
  return dots.map((dot) => {
    const place = placesOf(dot).find((place) =>
      isFree(boxAt(dot, place), taken, room)
    );
    if (place !== undefined) taken.push(boxAt(dot, place));
    return place;
  });
}

/** How far the middle of a label is from its dot, in px. */
export function labelOffset(
  { width, height }: Size,
  [along, down]: Side,
): readonly [dx: number, dy: number] {
  return [
    along * (width / 2 + GAP),
    // Labels need more distance above and below a dot than beside it.
    down * (height / 2 + (along === 0 ? GAP : 2)),
  ];
}

function placesOf({ labels, sides }: Labelled): LabelPlace[] {
  return labels.flatMap((_, label) => sides.map((side) => ({ label, side })));
}

function boxAt({ x, y, labels }: Labelled, { label, side }: LabelPlace): Box {
  const size = labels[label] as Size;
  const [dx, dy] = labelOffset(size, side);
  return boxAround(x + dx, y + dy, size);
}

function boxAround(x: number, y: number, { width, height }: Size): Box {
  return {
    left: x - width / 2,
    top: y - height / 2,
    right: x + width / 2,
    bottom: y + height / 2,
  };
}

function isFree(box: Box, taken: readonly Box[], room: Size): boolean {
  const isInside = box.left >= 0 && box.top >= 0 &&
    box.right <= room.width && box.bottom <= room.height;
  return isInside &&
    taken.every((other) =>
      box.right <= other.left || box.left >= other.right ||
      box.bottom <= other.top || box.top >= other.bottom
    );
}
