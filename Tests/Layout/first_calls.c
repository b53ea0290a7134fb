// Records which functions of a program run, each once, in the order of their first calls.
//
// Loaded in front of a program (LD_PRELOAD), it puts a breakpoint on the first byte of every function. The first call of each
// meets it, is written down, and takes it away; from then on the function costs nothing. Only programs whose name begins with
// "coopt-" are looked at, where FIRST_CALLS_DIRECTORY names a directory: PROGRAM.PID in it holds addresses as the symbol table has
// them, 8 bytes each. It is mapped, so that nothing is lost however the program ends.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <ucontext.h>
#include <unistd.h>

enum { breakpoint = 0xcc };

static uintptr_t base;
static uint64_t *functions;
static unsigned char *first_bytes;
static size_t function_count;
static uint64_t *calls;
static _Atomic size_t call_count;

static int ascending(const void *left, const void *right) {
  uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return a < b ? -1 : a > b;
}

static void on_first_call(int number, siginfo_t *information, void *context) {
  (void)number;
  (void)information;
  greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  uint64_t address = (uint64_t)registers[REG_RIP] - 1 - base;
  uint64_t *found = bsearch(&address, functions, function_count, sizeof *functions, ascending);
  if (!found) {
    signal(SIGTRAP, SIG_DFL);
    return;
  }
  volatile unsigned char *first = (unsigned char *)(base + address);
  // Two threads may meet it at once; the second only goes on.
  if (*first == breakpoint) {
    *first = first_bytes[found - functions];
    calls[atomic_fetch_add(&call_count, 1)] = address;
  }
  registers[REG_RIP] = (greg_t)(base + address);
}

// The functions that the symbol table of a program names, in ascending order, each once.
static void read_functions(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (file < 0 || fstat(file, &status)) return;
  const char *image = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
  close(file);
  if (image == MAP_FAILED) return;
  const Elf64_Ehdr *header = (const Elf64_Ehdr *)image;
  const Elf64_Shdr *sections = (const Elf64_Shdr *)(image + header->e_shoff);
  for (int each = 0; each < header->e_shnum; each++) {
    if (sections[each].sh_type != SHT_SYMTAB) continue;
    const Elf64_Sym *symbols = (const Elf64_Sym *)(image + sections[each].sh_offset);
    size_t count = sections[each].sh_size / sizeof *symbols;
    functions = malloc(count * sizeof *functions);
    for (size_t symbol = 0; symbol < count; symbol++)
      if (ELF64_ST_TYPE(symbols[symbol].st_info) == STT_FUNC && symbols[symbol].st_shndx != SHN_UNDEF && symbols[symbol].st_size)
        functions[function_count++] = symbols[symbol].st_value;
  }
  munmap((void *)image, (size_t)status.st_size);
  qsort(functions, function_count, sizeof *functions, ascending);
  size_t kept = 0;
  for (size_t each = 0; each < function_count; each++)
    if (!kept || functions[kept - 1] != functions[each]) functions[kept++] = functions[each];
  function_count = kept;
}

static int is_program(struct dl_phdr_info *information, size_t size, void *unused) {
  (void)size;
  (void)unused;
  base = information->dlpi_addr;
  return 1;
}

__attribute__((constructor)) static void begin(void) {
  const char *directory = getenv("FIRST_CALLS_DIRECTORY");
  char program[4096], path[4096];
  ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
  if (!directory || length <= 0) return;
  program[length] = 0;
  const char *name = strrchr(program, '/') + 1;
  if (strncmp(name, "coopt-", 6)) return;
  read_functions(program);
  if (!function_count) return;
  dl_iterate_phdr(is_program, NULL);
  if (snprintf(path, sizeof path, "%s/%s.%d", directory, name, (int)getpid()) >= (int)sizeof path) return;
  int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  // Room for two threads that meet each function at once.
  size_t bytes = 2 * function_count * sizeof *calls;
  if (file < 0 || ftruncate(file, (off_t)bytes)) return;
  calls = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  first_bytes = malloc(function_count);
  uintptr_t low = (base + functions[0]) & ~(uintptr_t)4095, high = (base + functions[function_count - 1] + 8192) & ~(uintptr_t)4095;
  if (calls == MAP_FAILED || mprotect((void *)low, high - low, PROT_READ | PROT_WRITE | PROT_EXEC)) return;
  struct sigaction action = {.sa_sigaction = on_first_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
  sigaction(SIGTRAP, &action, NULL);
  for (size_t each = 0; each < function_count; each++) {
    unsigned char *first = (unsigned char *)(base + functions[each]);
    first_bytes[each] = *first;
    *first = breakpoint;
  }
}

// A thread that blocks signals would end the process at its first breakpoint.
static int masked(const char *name, int how, const sigset_t *set, sigset_t *former) {
  int (*mask)(int, const sigset_t *, sigset_t *) = (int (*)(int, const sigset_t *, sigset_t *))dlsym(RTLD_NEXT, name);
  if (!set || how == SIG_UNBLOCK) return mask(how, set, former);
  sigset_t without = *set;
  sigdelset(&without, SIGTRAP);
  return mask(how, &without, former);
}

int pthread_sigmask(int how, const sigset_t *set, sigset_t *former) { return masked("pthread_sigmask", how, set, former); }
int sigprocmask(int how, const sigset_t *set, sigset_t *former) { return masked("sigprocmask", how, set, former); }
