# SPDX-License-Identifier: MIT
# The jobs of `./quickstart test', one function each.  A job runs in a
# directory of its own with its output in a log; it returns 0, or 1, or calls
# no for a tool that is not here.
# shellcheck shell=sh disable=SC2154 # top, build, logs, MAKE: see quickstart

# Those with a plus between them are run at the same time.
jobs='native clang musl i386 asan+ubsan tsan unmarked branches
key+table arm64+riscv64 arm+s390x ppc64el+valgrind storms bench
cross+platforms distcheck'

# no WHY: this job cannot be done here
no() {
	echo "skip: $*"
	exit 77
}

has() {
	command -v "$1" >/dev/null 2>&1
}

# configured ARGUMENT...: configure and build here
configured() {
	"$top/configure" "$@" && "$MAKE" -j "$(cpus)"
}

# checked ARGUMENT...: configure, build and run here what another compiler or
# libc may change; the rest is left to the native job
checked() {
	configured "$@" &&
	    "$MAKE" -j "$(cpus)" check TESTS="\$(built_tests)"
}

job_native() {
	cd "$build" && "$MAKE" -j "$(cpus)" check
}

job_clang() {
	has clang || no 'no clang'
	checked CC=clang --enable-werror
}

job_musl() {
	has musl-gcc || no 'no musl-gcc'
	checked CC=musl-gcc --enable-werror
}

# Debian's compiler for i386 has no loader to go with it: all is static.
job_i386() {
	has i686-linux-gnu-gcc || no 'no i686-linux-gnu-gcc'
	"$top/configure" --host=i686-linux-gnu --disable-shared \
	    --enable-werror LDFLAGS=-static &&
	    "$MAKE" -j "$(cpus)" LDFLAGS=-all-static check \
	    TESTS="\$(built_tests)"
}

job_asan() {
	export ASAN_OPTIONS=use_sigaltstack=0:detect_leaks=0
	export CK_TIMEOUT_MULTIPLIER=4
	checked --disable-shared \
	    CFLAGS='-g -O1 -fsanitize=address -fno-omit-frame-pointer'
}

job_ubsan() {
	has clang || no 'no clang'
	export CK_TIMEOUT_MULTIPLIER=4
	checked CC=clang --disable-shared \
	    CFLAGS='-g -O1 -fsanitize=undefined -fno-sanitize-recover=all'
}

# The suites that ask of signals no more than ThreadSanitizer can do: it calls
# handlers late, and ends the process for one that it sees race.
tsan_suites='tests/check_race tests/check_canary tests/check_context
tests/check_thread tests/check_altstack tests/check_exit_hook'

# threads_watched CPPFLAG...: with clang, which knows all fences
threads_watched() {
	has clang || no 'no clang'
	export CK_TIMEOUT_MULTIPLIER=4
	"$top/configure" CC=clang --disable-shared "$@" \
	    CFLAGS='-g -O1 -fsanitize=thread' &&
	    "$MAKE" -j "$(cpus)" check TESTS="$tsan_suites"
}

# Users of the library see no false race ...
job_tsan() {
	threads_watched
}

# ... and the library itself, laid open to it, has none.
job_unmarked() {
	export PORTSIG_RACE_SECONDS="${PORTSIG_FULL:+60}"
	threads_watched CPPFLAGS=-DPORTSIG_UNMARKED
}

job_valgrind() {
	has valgrind || no 'no valgrind'
	configured --disable-shared CFLAGS='-g -O1' && "$MAKE" check-valgrind
}

# What each probe of configure chooses between is built both ways, and those
# tests are run that see which it was.
branch_tests="\$(suites) tests/check_canary tests/check_exit tests/check_fault
tests/check_landing tests/check_unwatched tests/lint_handler.sh
tests/lint_symbols.sh tests/trace_borrow.sh"

job_branches() {
	configured portsig_cv_minsigstksz_const=no \
	    portsig_cv_tls_initial_exec=no portsig_cv_ld_nodelete=no \
	    portsig_cv_ld_now=no portsig_cv_ld_version_script=no \
	    portsig_cv_machine=none portsig_cv_unwinder=no \
	    --without-check &&
	    "$MAKE" -j "$(cpus)" check TESTS="$branch_tests"
}

# What keeps the thread slot where there are no thread-locals for it, and the
# tests that would notice; the table has few entries, so that it is full sooner.
slot_tests='tests/check_context tests/check_exit tests/check_exit_hook
tests/check_fork tests/check_platform tests/check_race tests/check_slot
tests/check_thread tests/check_unwatched
tests/lint_handler.sh tests/trace_borrow.sh'

slot_checked() {
	[ -z "${PORTSIG_FULL:-}" ] || slot_tests="\$(built_tests)"
	configured --enable-werror "$@" &&
	    "$MAKE" -j "$(cpus)" check TESTS="$slot_tests"
}

job_key() {
	slot_checked portsig_cv_thread_slot=key
}

job_table() {
	slot_checked portsig_cv_thread_slot=table \
	    CPPFLAGS=-DPORTSIG_SLOT_ENTRIES=64
}

# on_kernel ARCH TRIPLE QEMU: the whole suite on a real kernel of another CPU,
# under an emulator
on_kernel() {
	has "$2-gcc" || no "no $2-gcc"
	has "$3" || no "no $3"
	"$top/configure" --host="$2" --disable-shared --enable-werror \
	    LDFLAGS=-static &&
	    "$MAKE" -j "$(cpus)" LDFLAGS=-all-static &&
	    "$MAKE" -j "$(cpus)" LDFLAGS=-all-static check TESTS= &&
	    "$top/tests/kernel/check" "$1" "$(pwd)"
}

job_arm64() {
	on_kernel arm64 aarch64-linux-gnu qemu-system-aarch64
}

job_riscv64() {
	on_kernel riscv64 riscv64-linux-gnu qemu-system-riscv64
}

job_arm() {
	on_kernel armhf arm-linux-gnueabihf qemu-system-arm
}

job_ppc64el() {
	on_kernel ppc64el powerpc64le-linux-gnu qemu-system-ppc64
}

job_s390x() {
	on_kernel s390x s390x-linux-gnu qemu-system-s390x
}

# Those CPUs whose kernel no mirror has: compiled, and their objects read.
job_cross() {
	found=
	for triple in mips64el-linux-gnuabi64 sparc64-linux-gnu; do
		has "$triple-gcc" || continue
		found=$triple
		mkdir -p "$triple"
		(cd "$triple" &&
		    "$top/configure" --host="$triple" --disable-shared \
		    --enable-werror LDFLAGS=-static &&
		    "$MAKE" -j "$(cpus)" LDFLAGS=-all-static check \
		    TESTS=tests/lint_handler.sh) || return 1
	done
	[ -n "$found" ] || no 'no compiler for such a CPU'
}

job_platforms() {
	cd "$build" && "$MAKE" check-platforms
}

# A release has all that its tests need; the native job ran the long ones.
job_distcheck() {
	cd "$build" && "$MAKE" distcheck TESTS="\$(suites) \$(lints) \
	    tests/facts.sh tests/frames.sh tests/models.sh"
}

# The main job, for its exit status, with each libc that was built
job_storms() {
	for dir in . jobs/musl jobs/i386; do
		program=$build/$dir/examples/embedded/embedded
		[ -x "$program" ] || continue
		for storm in default rt 'rt --contexts 4 --empty defer'; do
			echo "$program --storm $storm"
			# shellcheck disable=SC2086 # options
			"$program" --quiet --storm $storm || return 1
		done
	done
}

# What a borrow and a delivery cost, against the limits that we promise
job_bench() {
	"$build/bench/bench_borrow" --check &&
	    "$build/bench/bench_signal" --check
}

# counted LOG: passed, failed and skipped, as automake's runner said; a job
# that says nothing of the kind is one test
counted() {
	awk -v status="$2" '
	{ gsub(/\033\[[0-9;]*m/, "") }
	/^# (PASS|XFAIL): / { pass += $3 }
	/^# (FAIL|XPASS|ERROR): / { fail += $3 }
	/^# SKIP: / { skip += $3 }
	END {
		if (status == 77)
			skip++
		else if (status != 0 && fail == 0)
			fail++
		else if (status == 0 && pass + skip == 0)
			pass++
		print pass + 0, fail + 0, skip + 0
	}' "$1"
}

# run_job NAME: what it said goes to its log, its status and time to .ended
run_job() {
	mkdir -p "$build/jobs/$1"
	start=$(date +%s)
	status=0
	(cd "$build/jobs/$1" && "job_$1") >"$logs/$1.log" 2>&1 || status=$?
	echo "$status $(($(date +%s) - start))" >"$logs/$1.ended"
}

# tell_job NAME: one line now, and one row for the summary
tell_job() {
	read -r status took <"$logs/$1.ended"
	# shellcheck disable=SC2046 # three numbers
	set -- "$1" $(counted "$logs/$1.log" "$status")
	passed=$((passed + $2))
	failed=$((failed + $3))
	skipped=$((skipped + $4))
	case $status in
	0) said=ok ;;
	77) said="skip: $(sed -n 's/^skip: //p' "$logs/$1.log" | tail -n 1)" ;;
	*) said=FAIL ;;
	esac
	printf '%-10s %s (%s s)\n' "$1" "$said" "$took"
	[ "$said" != FAIL ] || show_failure "$1"
	rows="$rows$(printf '%-10s %6s %6s %7s %5s  %s' \
	    "$1" "$2" "$3" "$4" "$took" "$said")
"
}

# show_failure JOB: what each test that failed said, or else the log's end
show_failure() {
	dir=$build/jobs/$1
	[ -e "$dir/Makefile" ] || dir=$build
	[ "$1" != distcheck ] || dir=$(echo "$build"/portsig-*/_build/sub)
	log=$logs/$1.log
	tests=$(awk '/^(FAIL|ERROR|XPASS): tests[^ :]*$/ { print $2 }' "$log")
	for t in $tests; do
		echo "FAIL: $t"
		grep -v '^ok:' "$dir/${t%.sh}.log" | tail -n 25 |
		    sed 's/^/    /'
	done
	[ -n "$tests" ] || tail -n 40 "$log" | sed 's/^/    /'
	echo "    all of it: $log"
}

# run_together JOB...: those that keep one core busy each
run_together() {
	for job; do
		run_job "$job" &
	done
	wait
	for job; do
		tell_job "$job"
	done
}

# JOBS names a few of them; without it, all are run.
run_jobs() {
	passed=0 failed=0 skipped=0 rows=
	for group in ${JOBS:-$jobs}; do
		# shellcheck disable=SC2046 # several jobs
		run_together $(echo "$group" | tr + ' ')
	done
	printf '\n%-10s %6s %6s %7s %5s\n' job passed failed skipped secs
	printf '%s' "$rows"
	printf '%s passed, %s failed, %s skipped\n' \
	    "$passed" "$failed" "$skipped"
	[ "$failed" = 0 ]
}
