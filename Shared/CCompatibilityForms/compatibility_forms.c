#include "compatibility_forms.h"

struct decomposition {
  uint32_t scalar;
  uint16_t start, count;
};

struct composition {
  uint32_t first, second, composed;
};

struct combining {
  uint32_t first, last;
  uint8_t class;
};

// Written by derive.swift.
#include "tables.inc"

size_t coopt_compatibility_parts(uint32_t scalar, const uint32_t **found) {
  size_t low = 0, high = sizeof decompositions / sizeof *decompositions;
  while (low < high) {
    size_t middle = (low + high) / 2;
    const struct decomposition *each = &decompositions[middle];
    if (each->scalar == scalar) {
      *found = &parts[each->start];
      return each->count;
    }
    if (each->scalar < scalar) low = middle + 1;
    else high = middle;
  }
  return 0;
}

uint32_t coopt_composed(uint32_t first, uint32_t second) {
  size_t low = 0, high = sizeof compositions / sizeof *compositions;
  while (low < high) {
    size_t middle = (low + high) / 2;
    const struct composition *each = &compositions[middle];
    if (each->first == first && each->second == second) return each->composed;
    if (each->first < first || (each->first == first && each->second < second)) low = middle + 1;
    else high = middle;
  }
  return 0;
}

uint8_t coopt_combining_class(uint32_t scalar) {
  size_t low = 0, high = sizeof combinings / sizeof *combinings;
  while (low < high) {
    size_t middle = (low + high) / 2;
    const struct combining *each = &combinings[middle];
    if (scalar < each->first) high = middle;
    else if (scalar > each->last) low = middle + 1;
    else return each->class;
  }
  return 0;
}
