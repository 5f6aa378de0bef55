//! What the child gives up before it reads a byte of what a stranger sent.

use landlock::{ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr};
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule,
};

/// Bytes of address space: the program itself, one file of [`LONGEST`](crate::LONGEST), and what is drawn of it.
const MEMORY: u64 = 512 << 20;
/// Seconds of computing.
pub const SECONDS: u64 = 10;

/// The calls that drawing needs: read what is given, write what is drawn, have memory, end. Each other call ends the process.
const ALLOWED: [libc::c_long; 24] = [
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_futex,
    libc::SYS_getrandom,
    libc::SYS_clock_gettime,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_sigaltstack,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_gettid,
    libc::SYS_getpid,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_restart_syscall,
    libc::SYS_fstat,
];

/// Calls whose third argument says what memory may be used for: allowed as long as it is not to be run.
const MEMORY_CALLS: [libc::c_long; 2] = [libc::SYS_mmap, libc::SYS_mprotect];

/// Why the child cannot be held.
#[derive(Debug, thiserror::Error)]
pub enum NotHeld {
    #[error("limits of memory and time could not be set: {0}")]
    Limits(#[from] rustix::io::Errno),
    #[error("this kernel does not filter system calls: {0}")]
    Filter(#[from] seccompiler::Error),
    #[error("the filter of system calls could not be made: {0}")]
    Made(#[from] seccompiler::BackendError),
}

/// Gives up everything but the pipes it was started with, and `seconds` of computing.
///
/// # Errors
/// The filter of system calls could not be put on; then nothing may be read. Where the kernel has no Landlock, that second
/// fence is missing and the filter stands alone.
pub fn confine(seconds: u64) -> Result<(), NotHeld> {
    let no_more_than = |most| Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    setrlimit(Resource::Core, no_more_than(0))?;
    setrlimit(Resource::As, no_more_than(MEMORY))?;
    setrlimit(Resource::Cpu, no_more_than(seconds))?;
    setrlimit(Resource::Nofile, no_more_than(3))?;
    setrlimit(Resource::Fsize, no_more_than(0))?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    // Without Landlock the filter below still refuses to open anything.
    let _ = no_files_no_network();
    seccompiler::apply_filter(&filter()?)?;
    Ok(())
}

fn no_files_no_network() -> Result<(), landlock::RulesetError> {
    Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(ABI::V5))?
        .handle_access(AccessNet::from_all(ABI::V5))?
        .create()?
        .restrict_self()?;
    Ok(())
}

fn filter() -> Result<BpfProgram, NotHeld> {
    let not_to_run = || -> Result<SeccompRule, seccompiler::BackendError> {
        let run = libc::PROT_EXEC.unsigned_abs().into();
        SeccompRule::new(vec![SeccompCondition::new(
            2,
            SeccompCmpArgLen::Qword,
            SeccompCmpOp::MaskedEq(run),
            0,
        )?])
    };
    let mut rules: std::collections::BTreeMap<i64, Vec<SeccompRule>> =
        ALLOWED.iter().map(|call| (*call, vec![])).collect();
    for call in MEMORY_CALLS {
        rules.insert(call, vec![not_to_run()?]);
    }
    let filter = SeccompFilter::new(
        rules,
        SeccompAction::KillProcess,
        SeccompAction::Allow,
        std::env::consts::ARCH.try_into()?,
    )?;
    Ok(filter.try_into()?)
}
