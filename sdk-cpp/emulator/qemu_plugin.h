/* SPDX-License-Identifier: Apache-2.0 */
/* The part of QEMU's TCG plugin interface that the counter needs, declared by hand so that no QEMU headers have to be installed.
 * IMPULSE_QEMU_API is the version the running QEMU speaks: 1 up to 8.x, 2 in 9.0, 3 from 9.1 on (where insn_data copies). */
#ifndef IMPULSE_EMULATOR_QEMU_PLUGIN_H
#define IMPULSE_EMULATOR_QEMU_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifndef IMPULSE_QEMU_API
#define IMPULSE_QEMU_API 1
#endif

extern "C" {

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_info_t;

enum qemu_plugin_cb_flags { QEMU_PLUGIN_CB_NO_REGS = 0 };
enum qemu_plugin_mem_rw { QEMU_PLUGIN_MEM_R = 1, QEMU_PLUGIN_MEM_W = 2, QEMU_PLUGIN_MEM_RW = 3 };
typedef uint32_t qemu_plugin_meminfo_t;

typedef void (*qemu_plugin_tb_trans_fn)(qemu_plugin_id_t id, qemu_plugin_tb *block);
typedef void (*qemu_plugin_exec_fn)(unsigned vcpu, void *user);
typedef void (*qemu_plugin_memory_fn)(unsigned vcpu, qemu_plugin_meminfo_t info, uint64_t address, void *user);
typedef void (*qemu_plugin_exit_fn)(qemu_plugin_id_t id, void *user);

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, qemu_plugin_tb_trans_fn translated);
void qemu_plugin_register_vcpu_tb_exec_cb(qemu_plugin_tb *block, qemu_plugin_exec_fn executed, qemu_plugin_cb_flags flags, void *user);
void qemu_plugin_register_vcpu_mem_cb(qemu_plugin_insn *instruction, qemu_plugin_memory_fn accessed, qemu_plugin_cb_flags flags,
                                      qemu_plugin_mem_rw which, void *user);
bool qemu_plugin_mem_is_store(qemu_plugin_meminfo_t info);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, qemu_plugin_exit_fn finished, void *user);

size_t qemu_plugin_tb_n_insns(const qemu_plugin_tb *block);
uint64_t qemu_plugin_tb_vaddr(const qemu_plugin_tb *block);
qemu_plugin_insn *qemu_plugin_tb_get_insn(const qemu_plugin_tb *block, size_t index);
size_t qemu_plugin_insn_size(const qemu_plugin_insn *instruction);
#if IMPULSE_QEMU_API >= 3
size_t qemu_plugin_insn_data(const qemu_plugin_insn *instruction, void *destination, size_t bytes);
#else
const void *qemu_plugin_insn_data(const qemu_plugin_insn *instruction);
#endif

/* What QEMU looks up in the plugin. */
__attribute__((visibility("default"))) extern int qemu_plugin_version;
__attribute__((visibility("default"))) int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv);
}
#endif
