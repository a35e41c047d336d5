/*
 * A stand-in for NVIDIA's library, for tests: signatures and codes as in its documentation,
 * https://docs.nvidia.com/deploy/nvml-api/. What it says is set by the stub_ functions, or for a
 * process that only loads it by the environment:
 *   STUB_GPUS         names of the cards, between semicolons
 *   STUB_LOADS        their powers as in load.h, between semicolons; the last one goes for the rest
 *   STUB_GAUGE        "PERIOD,WINDOW" in s: the power is renewed every PERIOD and is the mean of the
 *                     WINDOW before; 0,0 is the power of the moment
 *   STUB_NO_COUNTER   1: the cards count no energy
 *   STUB_RESET_AT     when the counters start again, in s of CLOCK_MONOTONIC
 *   STUB_FAIL         code that energy and power return from then on:
 *   STUB_FAIL_AT      from this time on, in s of CLOCK_MONOTONIC
 *   STUB_FAIL_AFTER   after so many readings
 *   STUB_MIG          into how many slices each card is cut
 *   STUB_INIT         code that starting returns
 *   STUB_HANG         call that never returns, such as nvmlInit_v2
 *   STUB_HANG_CARD    of this card only; -1 for all
 *   STUB_HANG_AT      from this time on, in s of CLOCK_MONOTONIC
 *   STUB_HANG_AFTER   after so many calls
 */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "load.h"

#define MAX_GPUS 16
#define MAX_SLICES 7
#define SUCCESS 0
#define UNINITIALIZED 1
#define INVALID_ARGUMENT 2
#define NOT_SUPPORTED 3
#define NOT_FOUND 6
#define INSUFFICIENT_SIZE 7

typedef struct {
  char name[96];
  load *shape; /* NULL: the two figures below */
  unsigned long long energy_mj;
  unsigned int power_mw;
  int energy_code;
  int power_code;
  int handle_code;
} gpu;

static gpu gpus[MAX_GPUS];
/* Only their addresses count: handles of the slices of each card. */
static char slices[MAX_GPUS][MAX_SLICES];
static int count = -1;
static int slice_count = 0;
static int init_code = SUCCESS;
static int started = 0;
static double gauge_period = 0;
static double gauge_window = 0;
static double reset_at = INFINITY;
static int fail_code = SUCCESS;
static double fail_at = INFINITY;
static int fail_after = -1;
static int readings = 0;
static char hang_call[64] = "";
static int hang_card = -1;
static double hang_at = -INFINITY;
static int hang_after = 0;
static int hang_calls = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void stub_reset(void) {
  for (int i = 0; i < MAX_GPUS; i++) load_free(gpus[i].shape);
  memset(gpus, 0, sizeof gpus);
  count = 0;
  slice_count = 0;
  init_code = SUCCESS;
  gauge_period = gauge_window = 0;
  reset_at = fail_at = INFINITY;
  fail_code = SUCCESS;
  fail_after = -1;
  readings = 0;
  hang_call[0] = 0; /* calls that hang return */
  hang_card = -1;
  hang_at = -INFINITY;
  hang_after = hang_calls = 0;
}

int stub_add_gpu(const char *name) {
  snprintf(gpus[count].name, sizeof gpus[count].name, "%s", name);
  return count++;
}

void stub_set_init(int code) { init_code = code; }
void stub_set_energy(int i, unsigned long long mj) { gpus[i].energy_mj = mj; }
void stub_set_power(int i, unsigned int mw) { gpus[i].power_mw = mw; }
void stub_set_codes(int i, int energy, int power, int handle) {
  gpus[i].energy_code = energy;
  gpus[i].power_code = power;
  gpus[i].handle_code = handle;
}
/* 0 if the text is no load. */
int stub_set_load(int i, const char *text) {
  load_free(gpus[i].shape);
  gpus[i].shape = load_parse(text);
  return gpus[i].shape != NULL;
}
void stub_set_gauge(double period, double window) {
  gauge_period = period;
  gauge_window = window;
}
void stub_set_reset(double at) { reset_at = at; }
/* after < 0: however many */
void stub_set_failure(int code, double at, int after) {
  fail_code = code;
  fail_at = at;
  fail_after = after;
}
void stub_set_hang(const char *call, int card, double at, int after) {
  snprintf(hang_call, sizeof hang_call, "%s", call);
  hang_card = card;
  hang_at = at;
  hang_after = after;
  hang_calls = 0;
}
/* Hangs for as long as it is told to. */
static void hang_in(const char *call, int card) {
  if (strcmp(call, hang_call) != 0) return;
  if (hang_card >= 0 && card != hang_card) return;
  if (__atomic_add_fetch(&hang_calls, 1, __ATOMIC_RELAXED) <= hang_after) return;
  while (strcmp(call, hang_call) == 0 && monotonic_now() >= hang_at) usleep(1000);
}
void stub_set_no_counter(void) {
  for (int i = 0; i < count; i++) gpus[i].energy_code = NOT_SUPPORTED;
}
void stub_set_mig(int each) { slice_count = each; }
/* How often it was started without being shut down. */
int stub_started(void) { return started; }
/* The truth: time, and of a card with a load its energy since time 0 and its power, unrounded. */
double stub_now(void) { return monotonic_now(); }
double stub_energy_mj_at(int i, double at) {
  return gpus[i].shape == NULL ? NAN : load_joules(gpus[i].shape, at) * 1000;
}
double stub_power_mw_at(int i, double at) {
  return gpus[i].shape == NULL ? NAN : load_watts(gpus[i].shape, at) * 1000;
}

static const char *setting(const char *name, const char *otherwise) {
  const char *value = getenv(name);
  return value == NULL ? otherwise : value;
}

/* The parts of a list, one after the other. */
static char *part_of(char *list, char **rest) {
  return strtok_r(list, ";", rest);
}

static void loads_from_environment(void) {
  char *list = strdup(setting("STUB_LOADS", ""));
  char *rest = NULL;
  char *last = part_of(list, &rest);
  for (int i = 0; i < count && last != NULL; i++) {
    if (!stub_set_load(i, last)) {
      fprintf(stderr, "Cannot read the load \"%s\" of STUB_LOADS\n", last);
      exit(1);
    }
    char *next = part_of(NULL, &rest);
    if (next != NULL) last = next;
  }
  free(list);
}

static void from_environment(void) {
  stub_reset();
  char *names = strdup(setting("STUB_GPUS", ""));
  char *rest = NULL;
  for (char *name = part_of(names, &rest); name != NULL && count < MAX_GPUS;
       name = part_of(NULL, &rest)) {
    gpus[stub_add_gpu(name)].energy_mj = 1000;
  }
  if (atoi(setting("STUB_NO_COUNTER", "0"))) stub_set_no_counter();
  free(names);
  loads_from_environment();
  sscanf(setting("STUB_GAUGE", ""), "%lf,%lf", &gauge_period, &gauge_window);
  init_code = atoi(setting("STUB_INIT", "0"));
  slice_count = atoi(setting("STUB_MIG", "0"));
  reset_at = atof(setting("STUB_RESET_AT", "inf"));
  fail_code = atoi(setting("STUB_FAIL", "0"));
  fail_at = atof(setting("STUB_FAIL_AT", "inf"));
  fail_after = atoi(setting("STUB_FAIL_AFTER", "-1"));
  stub_set_hang(setting("STUB_HANG", ""), atoi(setting("STUB_HANG_CARD", "-1")),
                atof(setting("STUB_HANG_AT", "-inf")),
                atoi(setting("STUB_HANG_AFTER", "0")));
}

int nvmlInitWithFlags(unsigned int flags) {
  (void)flags;
  pthread_mutex_lock(&lock);
  if (count < 0) from_environment();
  if (init_code == SUCCESS) started++;
  pthread_mutex_unlock(&lock);
  hang_in("nvmlInit_v2", -1);
  return init_code;
}

int nvmlInit_v2(void) { return nvmlInitWithFlags(0); }

int nvmlShutdown(void) {
  hang_in("nvmlShutdown", -1);
  pthread_mutex_lock(&lock);
  int code = started == 0 ? UNINITIALIZED : SUCCESS;
  if (code == SUCCESS) started--;
  pthread_mutex_unlock(&lock);
  return code;
}

const char *nvmlErrorString(int code) {
  switch (code) {
    case SUCCESS: return "Success";
    case UNINITIALIZED: return "Uninitialized";
    case INVALID_ARGUMENT: return "Invalid Argument";
    case NOT_SUPPORTED: return "Not Supported";
    case 4: return "Insufficient Permissions";
    case NOT_FOUND: return "Not Found";
    case INSUFFICIENT_SIZE: return "Insufficient Size";
    case 9: return "Driver Not Loaded";
    case 15: return "GPU is lost";
    case 18: return "Driver/library version mismatch";
    default: return "Unknown Error";
  }
}

static int copy_text(const char *text, char *to, unsigned int size) {
  if (strlen(text) + 1 > size) return INSUFFICIENT_SIZE;
  strcpy(to, text);
  return SUCCESS;
}

int nvmlSystemGetDriverVersion(char *version, unsigned int size) {
  hang_in("nvmlSystemGetDriverVersion", -1);
  return copy_text("570.86.15", version, size);
}

int nvmlSystemGetNVMLVersion(char *version, unsigned int size) {
  return copy_text("12.570.86.15", version, size);
}

int nvmlSystemGetCudaDriverVersion_v2(int *version) {
  *version = 12080;
  return SUCCESS;
}

int nvmlDeviceGetCount_v2(unsigned int *n) {
  hang_in("nvmlDeviceGetCount_v2", -1);
  if (started == 0) return UNINITIALIZED;
  *n = count;
  return SUCCESS;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned int i, void **device) {
  hang_in("nvmlDeviceGetHandleByIndex_v2", i);
  if ((int)i >= count) return INVALID_ARGUMENT;
  *device = &gpus[i];
  return gpus[i].handle_code;
}

/* The card of a handle, or NULL if it is that of a slice. */
static gpu *card_of(void *device) {
  int is_slice = (char *)device >= slices[0] &&
                 (char *)device < slices[0] + sizeof slices;
  return is_slice ? NULL : device;
}

/* The card that a slice is cut from. */
static gpu *whole_of(void *device) {
  gpu *card = card_of(device);
  return card != NULL ? card
                      : &gpus[((char *)device - slices[0]) / MAX_SLICES];
}

int nvmlDeviceGetIndex(void *device, unsigned int *index) {
  *index = whole_of(device) - gpus;
  return SUCCESS;
}

int nvmlDeviceGetName(void *device, char *name, unsigned int size) {
  hang_in("nvmlDeviceGetName", whole_of(device) - gpus);
  return copy_text(whole_of(device)->name, name, size);
}

/* GPU-a0000000-…, GPU-a0000001-…; of slices MIG-b0000000-… */
int nvmlDeviceGetUUID(void *device, char *uuid, unsigned int size) {
  gpu *card = card_of(device);
  hang_in("nvmlDeviceGetUUID", whole_of(device) - gpus);
  unsigned int number = card != NULL ? 0xa0000000u + (card - gpus)
                                     : 0xb0000000u + ((char *)device - slices[0]);
  char text[64];
  snprintf(text, sizeof text, "%s-%08x-1111-2222-3333-444455556666",
           card != NULL ? "GPU" : "MIG", number);
  return copy_text(text, uuid, size);
}

int nvmlDeviceGetHandleByUUID(const char *uuid, void **device) {
  for (int i = 0; i < count; i++) {
    char text[64];
    nvmlDeviceGetUUID(&gpus[i], text, sizeof text);
    *device = &gpus[i];
    if (strcmp(text, uuid) == 0) return SUCCESS;
  }
  return NOT_FOUND;
}

/* What a reading at a time returns, apart from the codes of its card. */
static int reading_code(double at) {
  if (started == 0) return UNINITIALIZED;
  int number = __atomic_add_fetch(&readings, 1, __ATOMIC_RELAXED);
  int failing = at >= fail_at || (fail_after >= 0 && number > fail_after);
  return failing ? fail_code : SUCCESS;
}

int nvmlDeviceGetTotalEnergyConsumption(void *device, unsigned long long *mj) {
  hang_in("nvmlDeviceGetTotalEnergyConsumption", whole_of(device) - gpus);
  double now = monotonic_now();
  int code = reading_code(now);
  gpu *card = card_of(device);
  if (code != SUCCESS) return code;
  if (card == NULL) return NOT_SUPPORTED;
  *mj = card->energy_mj;
  if (card->shape != NULL) {
    double from = now >= reset_at ? load_joules(card->shape, reset_at) : 0;
    *mj = (load_joules(card->shape, now) - from) * 1000;
  }
  return card->energy_code;
}

int nvmlDeviceGetPowerUsage(void *device, unsigned int *mw) {
  hang_in("nvmlDeviceGetPowerUsage", whole_of(device) - gpus);
  double now = monotonic_now();
  int code = reading_code(now);
  gpu *card = card_of(device);
  if (code != SUCCESS) return code;
  if (card == NULL) return NOT_SUPPORTED;
  *mw = card->power_mw;
  if (card->shape != NULL) {
    double at = gauge_period > 0 ? floor(now / gauge_period) * gauge_period : now;
    double watts = gauge_window > 0
                       ? (load_joules(card->shape, at) -
                          load_joules(card->shape, at - gauge_window)) / gauge_window
                       : load_watts(card->shape, at);
    *mw = lround(watts * 1000);
  }
  return card->power_code;
}

int nvmlDeviceGetMemoryInfo(void *device, unsigned long long sizes[3]) {
  (void)device;
  sizes[0] = 80ull << 30;
  sizes[1] = 79ull << 30;
  sizes[2] = 1ull << 30;
  return SUCCESS;
}

int nvmlDeviceGetTemperature(void *device, unsigned int sensor, unsigned int *celsius) {
  (void)device, (void)sensor;
  *celsius = 40;
  return SUCCESS;
}

int nvmlDeviceGetUtilizationRates(void *device, unsigned int percents[2]) {
  (void)device;
  percents[0] = percents[1] = 50;
  return slice_count > 0 ? NOT_SUPPORTED : SUCCESS;
}

int nvmlDeviceGetEnforcedPowerLimit(void *device, unsigned int *mw) {
  hang_in("nvmlDeviceGetEnforcedPowerLimit", whole_of(device) - gpus);
  *mw = 400000;
  return card_of(device) == NULL ? NOT_SUPPORTED : SUCCESS;
}

int nvmlDeviceGetPowerManagementLimit(void *device, unsigned int *mw) {
  return nvmlDeviceGetEnforcedPowerLimit(device, mw);
}

int nvmlDeviceGetComputeMode(void *device, unsigned int *mode) {
  (void)device;
  *mode = 0;
  return SUCCESS;
}

static int no_process(unsigned int *n) {
  *n = 0;
  return SUCCESS;
}

#define NO_PROCESSES(name)                                     \
  int name(void *device, unsigned int *n, void *infos) {       \
    (void)device, (void)infos;                                 \
    return no_process(n);                                      \
  }
NO_PROCESSES(nvmlDeviceGetComputeRunningProcesses)
NO_PROCESSES(nvmlDeviceGetComputeRunningProcesses_v2)
NO_PROCESSES(nvmlDeviceGetComputeRunningProcesses_v3)
NO_PROCESSES(nvmlDeviceGetGraphicsRunningProcesses)
NO_PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v2)
NO_PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v3)

int nvmlDeviceGetMigMode(void *device, unsigned int *current, unsigned int *pending) {
  hang_in("nvmlDeviceGetMigMode", whole_of(device) - gpus);
  *current = *pending = slice_count > 0;
  return SUCCESS;
}

int nvmlDeviceGetMaxMigDeviceCount(void *device, unsigned int *n) {
  (void)device;
  *n = slice_count > 0 ? MAX_SLICES : 0;
  return SUCCESS;
}

int nvmlDeviceGetMigDeviceHandleByIndex(void *device, unsigned int i, void **slice) {
  if ((int)i >= slice_count || i >= MAX_SLICES) return NOT_FOUND;
  *slice = &slices[(gpu *)device - gpus][i];
  return SUCCESS;
}

int nvmlDeviceIsMigDeviceHandle(void *device, unsigned int *is) {
  *is = card_of(device) == NULL;
  return SUCCESS;
}

int nvmlDeviceGetDeviceHandleFromMigDeviceHandle(void *slice, void **device) {
  *device = whole_of(slice);
  return SUCCESS;
}
