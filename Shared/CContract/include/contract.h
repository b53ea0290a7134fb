// The contract's document as it stood when the program was built: bytes of the program's file, which nobody reads into
// memory before they are asked for.

#ifndef COOPT_CONTRACT_H
#define COOPT_CONTRACT_H

#include <stddef.h>

// JSON in UTF-8, without a terminating zero.
const unsigned char *coopt_contract_document(void);

// How many bytes it has.
size_t coopt_contract_document_length(void);

#endif
