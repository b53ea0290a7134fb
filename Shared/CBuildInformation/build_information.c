#include "build_information.h"

#ifndef COOPT_COMMIT
#define COOPT_COMMIT "unknown"
#endif

const char *coopt_commit(void) { return COOPT_COMMIT; }
