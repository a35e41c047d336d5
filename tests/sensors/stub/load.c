#include "load.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BURSTS 64
#define MOST_KNOTS (2 * BURSTS)
#define MOST_TERMS 8

/* From one knot to the next; the last one ends with the period. */
typedef struct {
  double at;
  double from_watts;
  double to_watts;
  double joules_before;
} knot;

typedef struct {
  int count;
  knot knots[MOST_KNOTS];
  double period;
  double joules;
} term;

struct load {
  int count;
  term terms[MOST_TERMS];
};

static void append(term *to, double seconds, double from, double towards) {
  to->knots[to->count++] = (knot){to->period, from, towards, to->joules};
  to->period += seconds;
  to->joules += seconds * (from + towards) / 2;
}

/* Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. */
static double uniform(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static void append_bursts(term *to, double low, double high, double seed) {
  uint64_t state = (uint64_t)seed;
  for (int i = 0; i < BURSTS; i++) {
    double seconds = 0.01 * pow(1000, uniform(&state));
    double share = 0.2 + 0.6 * uniform(&state);
    append(to, seconds * (1 - share), low, low);
    append(to, seconds * share, high, high);
  }
}

static int parse_term(const char *text, term *to) {
  double a, b, c;
  int used = 0;
  int length = strlen(text);
  *to = (term){0};
  if (sscanf(text, "constant:%lf%n", &a, &used) == 1 && used == length) {
    append(to, 1, a, a);
  } else if (sscanf(text, "square:%lf,%lf,%lf%n", &a, &b, &c, &used) == 3 &&
             used == length) {
    append(to, c / 2, a, a);
    append(to, c / 2, b, b);
  } else if (sscanf(text, "ramp:%lf,%lf,%lf%n", &a, &b, &c, &used) == 3 &&
             used == length) {
    append(to, c, a, b);
  } else if (sscanf(text, "bursts:%lf,%lf,%lf%n", &a, &b, &c, &used) == 3 &&
             used == length) {
    append_bursts(to, a, b, c);
  } else {
    return 0;
  }
  return to->period > 0;
}

load *load_parse(const char *text) {
  load *made = calloc(1, sizeof *made);
  char *copy = strdup(text);
  char *rest = NULL;
  int fits = 1;
  for (char *part = strtok_r(copy, "+", &rest); part != NULL && fits;
       part = strtok_r(NULL, "+", &rest)) {
    fits = made->count < MOST_TERMS &&
           parse_term(part, &made->terms[made->count++]);
  }
  fits = fits && made->count > 0;
  free(copy);
  if (fits) return made;
  free(made);
  return NULL;
}

void load_free(load *one) { free(one); }

static const knot *knot_at(const term *one, double seconds) {
  int low = 0;
  int high = one->count - 1;
  while (low < high) {
    int middle = (low + high + 1) / 2;
    if (one->knots[middle].at <= seconds) low = middle;
    else high = middle - 1;
  }
  return &one->knots[low];
}

static double end_of(const term *one, const knot *k) {
  return k == &one->knots[one->count - 1] ? one->period : k[1].at;
}

static double watts_in(const term *one, const knot *k, double seconds) {
  double part = (seconds - k->at) / (end_of(one, k) - k->at);
  return k->from_watts + (k->to_watts - k->from_watts) * part;
}

double load_watts(const load *one, double at) {
  double watts = 0;
  for (int i = 0; i < one->count; i++) {
    const term *t = &one->terms[i];
    double seconds = at - floor(at / t->period) * t->period;
    watts += watts_in(t, knot_at(t, seconds), seconds);
  }
  return watts;
}

double load_joules(const load *one, double at) {
  double joules = 0;
  for (int i = 0; i < one->count; i++) {
    const term *t = &one->terms[i];
    double rounds = floor(at / t->period);
    double seconds = at - rounds * t->period;
    const knot *k = knot_at(t, seconds);
    double mean = (k->from_watts + watts_in(t, k, seconds)) / 2;
    joules += rounds * t->joules + k->joules_before + mean * (seconds - k->at);
  }
  return joules;
}

double monotonic_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}
