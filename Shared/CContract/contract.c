#include "contract.h"

// C23, which clang has for every C; it says so, and needs not here.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char document[] = {
#embed "../ContractDocument/Published/asyncapi.json"
};

const unsigned char *coopt_contract_document(void) { return document; }

size_t coopt_contract_document_length(void) { return sizeof document; }
