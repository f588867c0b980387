/* SPDX-License-Identifier: MIT */
/*
 * A system's part of the library on that system's model: the contract, the
 * public functions' own suite as it stands, and where quirks meet the core.
 */
int check_altstack_main(void);
#define main check_altstack_main
#include "../check_altstack.c"
#undef main

#include "../contract_altstack.h"
#include "kernel.h"
#include "model.h"
#include "quirks.h"

extern const struct model MODEL;
const char portsig_os_name[] = MODEL_NAME;

int
main(int argc, char **argv)
{
	Suite *s = suite_create(portsig_os_name);

	if (argc == 2 && strcmp(argv[1], "--flips") == 0)
		return model_print_flips(&MODEL);
	if (!model_can_run()) {
		printf("skip: this kernel has no SS_AUTODISARM\n");
		return HARNESS_SKIPPED;
	}
	contract_altstack(s, CONTRACT_MODEL);
	add_sizes(s);
	add_install(s);
	add_attach(s);
	quirks(s);
	return harness_main(s);
}
