/* SPDX-License-Identifier: MIT */
/* The version of the library that is loaded. */
#include "config.h"

#include <portsig/portsig.h>

const char *
portsig_version(void)
{
	return PACKAGE_VERSION;
}
