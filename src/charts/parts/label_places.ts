/** Width and height, in px. */
export interface Size {
  /** Width, in px. */
  readonly width: number;
  /** Height, in px. */
  readonly height: number;
}

/** A dot with what is to be written beside it, in px from the top left of the frame. */
export interface Labelled {
  /** Where the dot is. */
  readonly x: number;
  /** Where the dot is. */
  readonly y: number;
  /** Sizes of the labels that it may have, the best first. */
  readonly labels: readonly Size[];
  /** On which sides they may stand, the best first. */
  readonly sides: readonly Side[];
}

/** Where the label of a dot stands. */
export interface LabelPlace {
  /** Which of its labels it is. */
  readonly label: number;
  /** On which side. */
  readonly side: Side;
}

/** A side of a dot, as left or right and up or down. */
export type Side = readonly [along: -1 | 0 | 1, down: -1 | 0 | 1];

/** An area that a label may not cover, in px. */
export interface Box {
  /** Its left edge. */
  readonly left: number;
  /** Its upper edge. */
  readonly top: number;
  /** Its right edge. */
  readonly right: number;
  /** Its lower edge. */
  readonly bottom: number;
}

const DOT_RADIUS = 5;
/** From the middle of a dot to its label. */
const GAP = 8;

/**
 * Where labels stand without covering a dot, each other or anything else.
 * @param dots Those that matter most first
 * @param room Where labels may stand
 * @param others What they may not cover besides
 * @returns The place of each; `undefined` where none is free
 */
export function labelPlaces(
  dots: readonly Labelled[],
  room: Size,
  others: readonly Box[],
): readonly (LabelPlace | undefined)[] {
  const taken = [...others, ...dots.map(boxOfDot)];
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
    // Above or below a dot, further than beside it.
    down * (height / 2 + (along === 0 ? GAP : 2)),
  ];
}

function placesOf({ labels, sides }: Labelled): LabelPlace[] {
  return labels.flatMap((_, label) => sides.map((side) => ({ label, side })));
}

function boxOfDot({ x, y }: Labelled): Box {
  return {
    left: x - DOT_RADIUS,
    top: y - DOT_RADIUS,
    right: x + DOT_RADIUS,
    bottom: y + DOT_RADIUS,
  };
}

function boxAt({ x, y, labels }: Labelled, { label, side }: LabelPlace): Box {
  const size = labels[label] as Size;
  const [dx, dy] = labelOffset(size, side);
  return {
    left: x + dx - size.width / 2,
    top: y + dy - size.height / 2,
    right: x + dx + size.width / 2,
    bottom: y + dy + size.height / 2,
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
