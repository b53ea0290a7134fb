// What Package.swift knew of the checkout when the program was built.

#ifndef COOPT_BUILD_INFORMATION_H
#define COOPT_BUILD_INFORMATION_H

const char *coopt_commit(void);

#endif
