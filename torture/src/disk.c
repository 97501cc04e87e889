/* Laid before the C library of a server under test. A page shared with the torturer says how the disk and the clock
 * behave; only regular files are meant, never sockets, pipes, or what a person is told. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct orders { int64_t slow_us, read_only, full, clock_seconds; };
static struct orders calm;
static volatile struct orders *orders = &calm;
static unsigned chance = 1;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("QIANMO_TORTURE_ORDERS");
    int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0) return;
    void *page = mmap(0, sizeof calm, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (page != MAP_FAILED) orders = page;
    chance = (unsigned)getpid() * 2654435761u + 1;
}

static unsigned dice(unsigned below) {
    chance = chance * 1664525u + 1013904223u;
    return (chance >> 8) % below;
}

static int is_file(int fd) {
    struct stat found;
    return fd > 2 && fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
}

static void wait_a_little(void) {
    int64_t most = orders->slow_us;
    if (most > 0) usleep(dice((unsigned)most) + 1);
}

/* How much of it is written before the disk says no; -1 with errno where nothing is. */
static ssize_t room(int fd, size_t count) {
    if ((!orders->full && !orders->read_only) || !is_file(fd)) return (ssize_t)count;
    if (orders->read_only) { errno = EROFS; return -1; }
    /* Others give room back and take it again: some writes pass between those that do not. */
    if (dice(4) != 0) return (ssize_t)count;
    if (count > 1 && dice(3) == 0) return 1 + dice((unsigned)(count - 1));
    errno = ENOSPC;
    return -1;
}

/* What was written stands in the file, and nobody is told that it is safe: what is lost, and what is not, is open. */
static int cannot_flush(int fd) {
    if (!orders->full || dice(6) != 0 || !is_file(fd)) return 0;
    errno = EIO;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t count) {
    static ssize_t (*real)(int, const void *, size_t);
    if (!real) real = REAL(write);
    ssize_t some = room(fd, count);
    return some < 0 ? -1 : real(fd, bytes, (size_t)some);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real) real = REAL(pwrite64);
    if (orders->slow_us && dice(8) == 0) wait_a_little();
    ssize_t some = room(fd, count);
    return some < 0 ? -1 : real(fd, bytes, (size_t)some, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return pwrite64(fd, bytes, count, at); }

int fsync(int fd) {
    static int (*real)(int);
    if (!real) real = REAL(fsync);
    wait_a_little();
    if (cannot_flush(fd)) return -1;
    return real(fd);
}

int fdatasync(int fd) {
    static int (*real)(int);
    if (!real) real = REAL(fdatasync);
    wait_a_little();
    if (cannot_flush(fd)) return -1;
    return real(fd);
}

int ftruncate64(int fd, off64_t length) {
    static int (*real)(int, off64_t);
    if (!real) real = REAL(ftruncate64);
    if (orders->read_only && is_file(fd)) { errno = EROFS; return -1; }
    return real(fd, length);
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

/* Opening to write is refused where the file is there; making one too. */
#define OPENS(name, leading, passed, path)                                                            \
    {                                                                                                  \
        static int (*real)();                                                                          \
        if (!real) real = (int (*)())dlsym(RTLD_NEXT, #name);                                          \
        mode_t mode = 0;                                                                               \
        if (flags & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); } \
        struct stat found;                                                                             \
        int to_write = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT);                           \
        if (orders->read_only && to_write && (stat(path, &found) != 0 || S_ISREG(found.st_mode))) {    \
            errno = EROFS;                                                                             \
            return -1;                                                                                 \
        }                                                                                              \
        return real passed;                                                                            \
    }

int open(const char *path, int flags, ...) OPENS(open, , (path, flags, mode), path)
int open64(const char *path, int flags, ...) OPENS(open64, , (path, flags, mode), path)

int clock_gettime(clockid_t which, struct timespec *now) {
    int done = (int)syscall(SYS_clock_gettime, which, now);
    if (done == 0 && which == CLOCK_REALTIME) now->tv_sec += orders->clock_seconds;
    return done;
}
