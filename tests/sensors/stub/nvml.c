/*
 * A stand-in for NVIDIA's library, for tests: signatures and codes as in its documentation,
 * https://docs.nvidia.com/deploy/nvml-api/. What it says is set by the stub_ functions, or for a
 * process that only loads it by the environment:
 *   STUB_GPUS  names of the cards, between semicolons
 *   STUB_INIT  code that nvmlInit_v2 returns
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_GPUS 16
#define SUCCESS 0
#define UNINITIALIZED 1
#define INVALID_ARGUMENT 2
#define NOT_SUPPORTED 3
#define INSUFFICIENT_SIZE 7

typedef struct {
  char name[96];
  unsigned long long energy_mj;
  unsigned int power_mw;
  int energy_code;
  int power_code;
  int handle_code;
} gpu;

static gpu gpus[MAX_GPUS];
static int count = -1;
static int init_code = SUCCESS;
static int started = 0;

void stub_reset(void) {
  memset(gpus, 0, sizeof gpus);
  count = 0;
  init_code = SUCCESS;
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
/* How often it was started without being shut down. */
int stub_started(void) { return started; }

static void from_environment(void) {
  const char *names = getenv("STUB_GPUS");
  const char *code = getenv("STUB_INIT");
  stub_reset();
  if (code != NULL) init_code = atoi(code);
  if (names == NULL) return;
  char *copy = strdup(names);
  for (char *name = strtok(copy, ";"); name != NULL; name = strtok(NULL, ";")) {
    gpus[stub_add_gpu(name)].energy_mj = 1000;
  }
  free(copy);
}

int nvmlInit_v2(void) {
  if (count < 0) from_environment();
  if (init_code == SUCCESS) started++;
  return init_code;
}

int nvmlShutdown(void) {
  if (started == 0) return UNINITIALIZED;
  started--;
  return SUCCESS;
}

const char *nvmlErrorString(int code) {
  switch (code) {
    case NOT_SUPPORTED: return "Not Supported";
    case 4: return "Insufficient Permissions";
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
  return copy_text("570.86.15", version, size);
}

int nvmlDeviceGetCount_v2(unsigned int *n) {
  if (started == 0) return UNINITIALIZED;
  *n = count;
  return SUCCESS;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned int i, void **device) {
  if ((int)i >= count) return INVALID_ARGUMENT;
  *device = &gpus[i];
  return gpus[i].handle_code;
}

int nvmlDeviceGetName(gpu *device, char *name, unsigned int size) {
  return copy_text(device->name, name, size);
}

/* GPU-a0000000-…, GPU-a0000001-… */
int nvmlDeviceGetUUID(gpu *device, char *uuid, unsigned int size) {
  char text[64];
  snprintf(text, sizeof text, "GPU-%08x-1111-2222-3333-444455556666",
           0xa0000000u + (unsigned int)(device - gpus));
  return copy_text(text, uuid, size);
}

int nvmlDeviceGetTotalEnergyConsumption(gpu *device, unsigned long long *mj) {
  if (started == 0) return UNINITIALIZED;
  *mj = device->energy_mj;
  return device->energy_code;
}

int nvmlDeviceGetPowerUsage(gpu *device, unsigned int *mw) {
  if (started == 0) return UNINITIALIZED;
  *mw = device->power_mw;
  return device->power_code;
}
