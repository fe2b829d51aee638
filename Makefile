# The face of the repository. `make demo` and `make test` are all that a newcomer needs.

PREFIX ?= /usr/local
DESTDIR ?=
MVN ?= mvn
MVNFLAGS ?= -B -ntp

tree := target/svpc
export MVN MVNFLAGS
sources := $(shell find pom.xml .mvn grammar src/main policies docs examples -type f 2>/dev/null)

.PHONY: build tree dist demo test bench fuzz site fmt install uninstall clean setup

# svpc as it is used: the tree with svpc compiled to a program, which takes minutes where its classes changed.
build: tree
	@.ci/native $(tree)

# The same with Java alone, in seconds: for work on svpc itself.
tree: $(tree)/.built

# One stamp for the tree: Maven has its own view of what changed, but asking it costs seconds.
$(tree)/.built: $(sources) Makefile .ci/tree .ci/guest .ci/share .ci/version README.md CHANGELOG.md LICENSE
	$(MVN) $(MVNFLAGS) -q -DskipTests -Dmaven.test.skip package
	.ci/tree $(tree)
	@touch $@

# A .tar.gz, a .deb and an .rpm in target/dist, with a Java of their own; and the program, to add to each.
dist: setup
	@$(MAKE) --no-print-directory build
	.ci/dist target/dist
	@cat target/dist/SHA256SUMS

# Installs what is missing for `demo`, `test` and `bench`; quick where nothing is.
setup:
	@.ci/setup

# One example all the way to a linked policy, and what it may do.
demo: setup
	@$(MAKE) --no-print-directory tree
	@.ci/demo

test: setup
	@$(MAKE) --no-print-directory build
	$(MVN) $(MVNFLAGS) verify

# svpc beside the devel Makefile, and how its time grows. Times decide nothing but what is printed.
bench: setup
	@$(MAKE) --no-print-directory build
	@.ci/bench

# Looks for bytes that the reader of policies does not stand, guided by the code that they reach. What
# was interesting is kept in .cifuzz-corpus and started from next time; the first finding ends it.
FUZZ_TIME ?= 20m

fuzz: setup
	JAZZER_FUZZ=1 $(MVN) $(MVNFLAGS) -Pfuzz test -Dtest=PolicyReaderFuzz -Djazzer.max_duration=$(FUZZ_TIME)

# The pages as HTML, in target/site.
site: setup
	$(MVN) $(MVNFLAGS) -q test -Dtest=SiteTest
	@echo 'The site is in target/site/index.html.'

fmt:
	$(MVN) $(MVNFLAGS) -q spotless:apply

# The tree of `make build`; where that has no program, svpc runs with the machine's Java. A staged installation
# (DESTDIR) gets no archive of classes, which fits only the place it was made for: PREFIX/lib/svpc/bin/archive
# PREFIX makes it. What an earlier version had and this one has not would be used: all of it goes first.
install: build uninstall
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/lib/svpc/bin' '$(DESTDIR)$(PREFIX)/share'
	install -m 755 $(tree)/bin/svpc '$(DESTDIR)$(PREFIX)/bin/svpc'
	install -m 644 -p -t '$(DESTDIR)$(PREFIX)/lib/svpc' $(tree)/lib/svpc/*.jar
	install -m 755 $(tree)/lib/svpc/bin/archive '$(DESTDIR)$(PREFIX)/lib/svpc/bin/archive'
	cp -R $(tree)/lib/svpc/guest '$(DESTDIR)$(PREFIX)/lib/svpc/'
	[ ! -d $(tree)/lib/svpc/native ] || cp -R $(tree)/lib/svpc/native '$(DESTDIR)$(PREFIX)/lib/svpc/'
	cp -R $(tree)/share/. '$(DESTDIR)$(PREFIX)/share'
	[ -n '$(DESTDIR)' ] || '$(PREFIX)/lib/svpc/bin/archive' '$(PREFIX)' $(wildcard examples/*)

# Takes away what `make install` brought, of any version. Folders that others use as well stay.
uninstall:
	rm -rf '$(DESTDIR)$(PREFIX)/lib/svpc' '$(DESTDIR)$(PREFIX)/share/svpc' '$(DESTDIR)$(PREFIX)/share/doc/svpc'
	rm -f '$(DESTDIR)$(PREFIX)/bin/svpc' '$(DESTDIR)$(PREFIX)/share/man/man1/svpc.1' \
	  '$(DESTDIR)$(PREFIX)/share/man/man1'/svpc-*.1 \
	  '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/svpc' \
	  '$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_svpc' \
	  '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/svpc.fish'

clean:
	rm -rf target
