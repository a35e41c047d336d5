/*
 * The power of a card as a known function of time, with its exact energy: a sum of terms, each of them
 * periodic and straight between its knots, so that the integral needs no steps. Time is that of
 * CLOCK_MONOTONIC, in s from its own origin: every thread and process of a machine sees the same.
 */
#ifndef LOAD_H
#define LOAD_H

typedef struct load load;

/*
 * Terms joined by "+", powers in W, periods in s:
 *   constant:W
 *   square:LOW,HIGH,PERIOD  LOW in the first half of each period, HIGH in the second
 *   ramp:LOW,HIGH,PERIOD    from LOW straight to HIGH, then LOW again
 *   bursts:LOW,HIGH,SEED    64 bursts of 10 ms to 10 s, high for a fifth to four fifths; then again
 * NULL if it is none of these.
 */
load *load_parse(const char *text);
void load_free(load *one);

double load_watts(const load *one, double at);
/* Since the origin of time. */
double load_joules(const load *one, double at);

double monotonic_now(void);

#endif
