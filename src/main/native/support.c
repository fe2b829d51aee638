/*
 * What the run-time of a program that native-image makes asks of C: functions that its class LibCHelper
 * and its neighbours name, and the entries of the JDK's libraries as it looks for them. The struct
 * CPUFeatures is in headers that .ci/native makes from the classes that read it.
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/amd64cpufeatures.h"

extern char **environ;

char **getEnviron(void) {
    return environ;
}

int openSII(const char *path, int flags, int mode) {
    return open(path, flags, mode);
}

int fprintfSD(FILE *out, const char *format, const char *text, int number) {
    return fprintf(out, format, text, number);
}

/* svpc is compiled for any x86-64: it needs no feature that could be missing, and uses no other. */
void determineCPUFeatures(CPUFeatures *features) {
    memset(features, 0, sizeof *features);
}

int checkCPUFeatures(const char *needed) {
    (void) needed;
    return 0;
}

int checkCPUFeaturesOrExit(const char *needed, const char *message) {
    (void) needed;
    (void) message;
    return 0;
}

/* The name of the machine's time zone, which the caller frees. svpc writes every date in UTC. */
char *SVM_FindJavaTZmd(const char *mappings, int length) {
    (void) mappings;
    (void) length;
    return strdup("UTC");
}

void initialize(void) {
}

/* The entry of each library says the JNI version that it needs, here 1.8. Of their own entries only
   libnet's does more: it asks for IPv6, and svpc speaks to no network. */
int JNI_OnLoad_java(void *vm, void *reserved) {
    (void) vm;
    (void) reserved;
    return 0x00010008;
}

int JNI_OnLoad_net(void *, void *) __attribute__((alias("JNI_OnLoad_java")));
int JNI_OnLoad_nio(void *, void *) __attribute__((alias("JNI_OnLoad_java")));
int JNI_OnLoad_zip(void *, void *) __attribute__((alias("JNI_OnLoad_java")));

/* Signals: a handler counts each and wakes the thread that dispatches them to Java. */
static sem_t arrived;
static atomic_long counts[NSIG];

int cSunMiscSignal_open(void) {
    return sem_init(&arrived, 0, 0);
}

int cSunMiscSignal_close(void) {
    return sem_destroy(&arrived);
}

int cSunMiscSignal_await(void) {
    int result;
    do
        result = sem_wait(&arrived);
    while (result != 0 && errno == EINTR);
    return result;
}

int cSunMiscSignal_post(void) {
    return sem_post(&arrived);
}

int cSunMiscSignal_signalRangeCheck(int signal) {
    return signal >= 0 && signal < NSIG;
}

long cSunMiscSignal_getCount(int signal) {
    return cSunMiscSignal_signalRangeCheck(signal) ? atomic_load(&counts[signal]) : -1;
}

long cSunMiscSignal_decrementCount(int signal) {
    return cSunMiscSignal_signalRangeCheck(signal) ? atomic_fetch_sub(&counts[signal], 1) : -1;
}

static void count(int signal) {
    if (cSunMiscSignal_signalRangeCheck(signal)) {
        int before = errno;
        atomic_fetch_add(&counts[signal], 1);
        sem_post(&arrived);
        errno = before;
    }
}

typedef void handler(int);

handler *cSunMiscSignal_countingHandlerFunctionPointer(void) {
    return count;
}
