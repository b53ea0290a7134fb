// The tables of Unicode that compatibility forms are made with, as of version 15.0.

#ifndef COOPT_COMPATIBILITY_FORMS_H
#define COOPT_COMPATIBILITY_FORMS_H

#include <stddef.h>
#include <stdint.h>

// What a scalar is taken apart into for compatibility, to the end; how many there are, 0 where it stays as it is.
// Syllables of Hangul, which are computed, are not in it.
size_t coopt_compatibility_parts(uint32_t scalar, const uint32_t **parts);

// What a scalar and a mark behind it are together, 0 where they are nothing of their own.
uint32_t coopt_composed(uint32_t first, uint32_t second);

// The class in which a scalar combines with the one before it, 0 for what others combine with.
uint8_t coopt_combining_class(uint32_t scalar);

#endif
