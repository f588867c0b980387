/* SPDX-License-Identifier: MIT */
/* The version of the library that is loaded. */
#include "config.h"

#include <portsig/portsig.h>

PORTSIG_SIGNAL_PATH const char *
portsig_version(void)
{
	return PACKAGE_VERSION;
}
