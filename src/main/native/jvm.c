/*
 * What the JDK's own libraries (libjava.so, libnio.so, libnet.so, libzip.so) ask of a JVM, for svpc
 * compiled to a program, in which there is none. They name some 150 functions, and the loader wants all
 * of them; a program reaches these. .ci/native makes the rest, each of which ends the process with its
 * name. What each has to do stands in the JDK's jvm.h and jio.c.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Unlike vsnprintf it says -1 where the text does not fit, and always ends what it wrote. */
int jio_vsnprintf(char *text, size_t size, const char *format, va_list values) {
    if ((ptrdiff_t) size <= 0)
        return -1;
    int length = vsnprintf(text, size, format, values);
    if (length < 0 || (size_t) length >= size) {
        text[size - 1] = '\0';
        return -1;
    }
    return length;
}

int jio_snprintf(char *text, size_t size, const char *format, ...) {
    va_list values;
    va_start(values, format);
    int length = jio_vsnprintf(text, size, format, values);
    va_end(values);
    return length;
}

int jio_vfprintf(FILE *out, const char *format, va_list values) {
    return vfprintf(out, format, values);
}

int jio_fprintf(FILE *out, const char *format, ...) {
    va_list values;
    va_start(values, format);
    int length = vfprintf(out, format, values);
    va_end(values);
    return length;
}

/* A path as the system calls take it; on Linux it is that already. */
char *JVM_NativePath(char *path) {
    return path;
}

/* The processors that this process may use. */
int JVM_ActiveProcessorCount(void) {
    cpu_set_t usable;
    if (sched_getaffinity(0, sizeof usable, &usable) == 0)
        return CPU_COUNT(&usable);
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int) online : 1;
}

static int64_t nanoseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

int64_t JVM_NanoTime(void *env, void *type) {
    (void) env;
    (void) type;
    return nanoseconds(CLOCK_MONOTONIC);
}

int64_t JVM_CurrentTimeMillis(void *env, void *type) {
    (void) env;
    (void) type;
    return nanoseconds(CLOCK_REALTIME) / 1000000;
}

/* The nanoseconds since `seconds` after 1970, or -1 where they are more than fit. */
int64_t JVM_GetNanoTimeAdjustment(void *env, void *type, int64_t seconds) {
    (void) env;
    (void) type;
    int64_t now = nanoseconds(CLOCK_REALTIME);
    int64_t apart = now / 1000000000 - seconds;
    const int64_t most = INT64_C(1) << 32;
    if (apart >= most || apart <= -most)
        return -1;
    return apart * 1000000000 + now % 1000000000;
}

/* libzip's locks: NULL where there is no memory for one; 0 where it was entered. */
void *JVM_RawMonitorCreate(void) {
    pthread_mutex_t *lock = malloc(sizeof *lock);
    if (lock != NULL && pthread_mutex_init(lock, NULL) != 0) {
        free(lock);
        return NULL;
    }
    return lock;
}

void JVM_RawMonitorDestroy(void *lock) {
    pthread_mutex_destroy(lock);
    free(lock);
}

int JVM_RawMonitorEnter(void *lock) {
    return pthread_mutex_lock(lock);
}

void JVM_RawMonitorExit(void *lock) {
    pthread_mutex_unlock(lock);
}

void *JVM_FindLibraryEntry(void *library, const char *name) {
    return dlsym(library, name);
}

void JVM_BeforeHalt(void) {
}

_Noreturn void JVM_Halt(int status) {
    exit(status);
}
