# SPDX-License-Identifier: GPL-3.0-or-later
#
# make demo    install what is missing, build, solve an example
# make test    install what is missing, run all the tests
# make build   the release build, .build-release/dcopt
# make install PREFIX=/usr/local
# make lint    check the formatting; make format to mend it
# make bench   time dcopt beside glpsol, CLP, HiGHS, GLOP and PDLP; QUICK=1 for three minutes of it

SHELL := /bin/bash -o pipefail
PREFIX ?= /usr/local
RELEASE := .build-release
BENCH := .build-bench
STATIC_LIBRARIES := $(wildcard /usr/lib/*-linux-gnu/libglpk.a)
SOURCES := $(shell find Sources -type f) Package.swift

# Fully static where the libraries are there to do it (Debian and Ubuntu): it starts in half the
# time. Elsewhere only Swift's own libraries are linked in.
ifneq ($(STATIC_LIBRARIES),)
LINKING := -Xcc -DDCOPT_STATIC -Xswiftc -static-executable -Xlinker -lamd -Xlinker -lcolamd \
  -Xlinker -lsuitesparseconfig -Xlinker -lgmp -Xlinker -lz -Xlinker -lm
else
LINKING := --static-swift-stdlib
endif

.PHONY: demo test build install lint format bench dependencies

demo: build
	@echo '$$ dcopt solve examples/energy.json --format table'
	@$(RELEASE)/dcopt solve examples/energy.json --format table

test: dependencies
	swift build --build-tests
	swift test --skip-build

# Make reads STATIC_LIBRARIES before `dependencies` may have installed them: so once more.
build: dependencies
	@$(MAKE) --no-print-directory $(RELEASE)/dcopt

# The linker warns of functions that look users and libraries up at run time, which a static build
# cannot; dcopt calls none of them.
$(RELEASE)/dcopt: $(SOURCES)
	@mkdir -p $(RELEASE)
	swift build -c release --product dcopt --scratch-path $(RELEASE) $(LINKING) \
	  | { grep -v -e 'in statically linked applications' -e 'is dangerous, better use' || true; }
	@ln -sf release/dcopt $@
	@touch -h $@

dependencies:
	@./install-dependencies.sh

install: build
	install -D -m 755 $(RELEASE)/release/dcopt $(DESTDIR)$(PREFIX)/bin/dcopt

lint:
	swift format lint --strict --recursive --parallel --configuration .swift-format \
	  Package.swift Sources Tests

format:
	swift format --in-place --recursive --parallel --configuration .swift-format \
	  Package.swift Sources Tests

bench: build
	@./benchmarks/install-peers.sh
	swift build -c release --product dcopt-bench --scratch-path $(BENCH)/build
	@./benchmarks/start-up.sh
	@python3 benchmarks/run.py $(BENCH)/build/release/dcopt-bench $(BENCH) $(if $(QUICK),--quick) \
	  $(if $(FAMILY),--family $(FAMILY))
