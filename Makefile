# SPDX-License-Identifier: GPL-3.0-or-later
#
# make demo    install what is missing, build, solve an example
# make test    install what is missing, run all the tests
# make build   the release build, .build-release/dcopt
# make install PREFIX=/usr/local   the program, its completions and its manual pages
# make deb     a Debian package, .build-release/dcopt_VERSION_ARCHITECTURE.deb
# make docs    the guide as one page, docs/index.html
# make lint    check the formatting; make format to mend it
# make docs-api  pages of the code's symbols and articles, in .build/docs; needs the compiler's docc
# make fuzz SECONDS=120   drive the program with specs that nobody would write
# make fuzz-readers COUNT=100000   texts that nobody meant, under the address sanitizer
# make mutants   small mistakes in the sources, and whether the tests notice
# make bench   time dcopt beside glpsol, CLP, HiGHS, GLOP and PDLP; QUICK=1 for three minutes of it

SHELL := /bin/bash -o pipefail
PREFIX ?= /usr/local
RELEASE := .build-release
BENCH := .build-bench
STATIC_LIBRARIES := $(wildcard /usr/lib/*-linux-gnu/libglpk.a)
SOURCES := $(shell find Sources -type f) Package.swift

# Fully static where the libraries are there to do it (Debian and Ubuntu): it starts in half the
# time. Elsewhere only Swift's own libraries are linked in. What a small spec takes is mostly Swift
# making the metadata of generic types as they are first met: the compiler's own option to make
# them beforehand, which is on by default on other systems, saves a sixth of all instructions.
ifneq ($(STATIC_LIBRARIES),)
LINKING := -Xcc -DDCOPT_STATIC -Xswiftc -static-executable -Xlinker -lamd -Xlinker -lcolamd \
  -Xlinker -lsuitesparseconfig -Xlinker -lgmp -Xlinker -lz -Xlinker -lm \
  -Xswiftc -Xfrontend -Xswiftc -prespecialize-generic-metadata
else
LINKING := --static-swift-stdlib
endif

.PHONY: demo test build install man deb test-deb docs docs-api lint format bench fuzz fuzz-readers mutants dependencies

demo: build
	@echo '$$ dcopt solve examples/energy.json --format table'
	@$(RELEASE)/dcopt solve examples/energy.json --format table

test: dependencies
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build

# Make reads STATIC_LIBRARIES before `dependencies` may have installed them: so once more.
build: dependencies
	@$(MAKE) --no-print-directory $(RELEASE)/dcopt

# The linker warns of functions that look users and libraries up at run time, which a static build
# cannot; dcopt calls none of them. It writes the program here and there, a copy is written in one
# go: then the system keeps it in larger pieces of memory, and it starts in three quarters of the time.
$(RELEASE)/dcopt: $(SOURCES)
	@mkdir -p $(RELEASE)
	swift build -c release --product dcopt --scratch-path $(RELEASE) $(LINKING) \
	  | { grep -v -e 'in statically linked applications' -e 'is dangerous, better use' || true; }
	@install -m 755 $(RELEASE)/release/dcopt $@

dependencies:
	@./install-dependencies.sh

install: build man
	install -D -m 755 $(RELEASE)/dcopt $(DESTDIR)$(PREFIX)/bin/dcopt
	@mkdir -p $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions \
	  $(SHARE)/fish/vendor_completions.d $(SHARE)/man/man1
	$(RELEASE)/dcopt --generate-completion-script bash > $(SHARE)/bash-completion/completions/dcopt
	$(RELEASE)/dcopt --generate-completion-script zsh > $(SHARE)/zsh/site-functions/_dcopt
	$(RELEASE)/dcopt --generate-completion-script fish > $(SHARE)/fish/vendor_completions.d/dcopt.fish
	install -m 644 $(RELEASE)/man/*.1 $(SHARE)/man/man1

SHARE = $(DESTDIR)$(PREFIX)/share

# swift-argument-parser's own tool makes the pages of what the program says of itself.
man: build
	@$(MAKE) --no-print-directory $(RELEASE)/man/dcopt.1

PARSER := $(RELEASE)/checkouts/swift-argument-parser
BUILD_DATE := $(shell date -u -d @$${SOURCE_DATE_EPOCH:-$$(date +%s)} +%F 2>/dev/null || date -u +%F)

$(RELEASE)/man/dcopt.1: $(RELEASE)/dcopt
	swift build --package-path $(PARSER) --scratch-path $(RELEASE)/manual --product generate-manual
	@rm -rf $(@D) && mkdir -p $(@D)
	$(RELEASE)/manual/debug/generate-manual $(RELEASE)/dcopt --multi-page --date $(BUILD_DATE) \
	  --output-directory $(@D)

deb: build
	@packaging/make-deb.sh $(RELEASE)

test-deb: deb
	@packaging/test-deb.sh $(RELEASE)

docs:
	@command -v cmark-gfm >/dev/null || { apt-get update -qq && apt-get install -qq -y cmark-gfm; }
	python3 docs/make.py

lint:
	swift format lint --strict --recursive --parallel --configuration .swift-format \
	  Package.swift Sources Tests

format:
	swift format --in-place --recursive --parallel --configuration .swift-format \
	  Package.swift Sources Tests

# The build that the tests use, so that nothing is built anew after them.
fuzz: dependencies
	swift build --product dcopt
	python3 Tests/Campaigns/fuzz.py .build/debug/dcopt $(or $(SECONDS),120) $(SEED)

# The compiler's own optimiser: the sanitizer alone makes the readers slow enough. What GLPK reads, it
# reads in a process of its own.
fuzz-readers: dependencies
	swift build --product fuzz-readers --scratch-path .build-asan --sanitize=address -Xswiftc -O
	cd .build-asan && ASAN_OPTIONS=detect_leaks=0 ./debug/fuzz-readers $(or $(COUNT),100000) \
	  $(or $(SEED),1) ../examples ../Tests ../benchmarks

# It compiles what it changes beside the modules of a build that is whole.
mutants: dependencies
	swift build
	python3 Tests/Campaigns/mutants.py all

# Articles stand in Sources/TARGET/TARGET.docc. A link that leads nowhere is an error.
DOCUMENTED := $(basename $(notdir $(wildcard Sources/*/*.docc)))
MODULE_MAPS = $(wildcard Sources/*/module.modulemap) .build/debug/GLPKGuard.build/module.modulemap

docs-api:
	swift build
	@rm -rf .build/docs
	@set -e; for target in $(DOCUMENTED); do \
	  mkdir -p .build/docs/symbols/$$target; \
	  swift-symbolgraph-extract -module-name $$target -minimum-access-level public \
	    -target $$(swift -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)",/\1/p') \
	    -I .build/debug/Modules $(addprefix -Xcc -fmodule-map-file=,$(MODULE_MAPS)) \
	    -output-dir .build/docs/symbols/$$target; \
	  docc convert Sources/$$target/$$target.docc --warnings-as-errors \
	    --fallback-display-name $$target --fallback-bundle-identifier dcopt.$$target \
	    --additional-symbol-graph-dir .build/docs/symbols/$$target \
	    --output-path .build/docs/$$target.doccarchive; done

# One family, or a few minutes of all, leaves the files with results as they are but for start-up.
bench: build
	@./benchmarks/install-peers.sh
	for product in dcopt-bench what-if; do \
	  swift build -c release --product $$product --scratch-path $(BENCH)/build $(LINKING) \
	  | { grep -v -e 'in statically linked applications' -e 'is dangerous, better use' || true; } || exit 1; done
	@./benchmarks/start-up.sh
	@python3 benchmarks/run.py $(BENCH)/build/release/dcopt-bench $(BENCH) $(if $(QUICK),--quick) \
	  $(if $(FAMILY),--family $(FAMILY))
	$(if $(FAMILY),,@python3 benchmarks/specs/run.py $(RELEASE)/dcopt $(BENCH)/build/release/dcopt-bench \
	  $(BENCH) $(if $(QUICK),--quick))
	$(if $(FAMILY)$(QUICK),,@./benchmarks/what-if/run.sh $(BENCH)/build/release/what-if)
