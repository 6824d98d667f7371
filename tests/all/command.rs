//! Runs the program as a user does.

use std::ffi::OsStr;
use std::process::{Child, Command, Stdio};

/// A call of `trojka` that is being put together.
pub struct Call {
    command: Command,
    input: Vec<u8>,
}

/// What a finished call left.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The program itself.
pub fn cargo_bin() -> std::path::PathBuf {
    assert_cmd::cargo::cargo_bin!("trojka").to_owned()
}

/// The program with some arguments.
pub fn trojka(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Call {
    let mut command = Command::new(cargo_bin());
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Call { command, input: Vec::new() }
}

impl Call {
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    pub fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable of its environment.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.command.stdin(Stdio::piped());
        self.input = bytes.into();
        self
    }

    pub fn stdout(mut self, file: std::fs::File) -> Self {
        self.command.stdout(file);
        self
    }

    /// Starts it and does not wait.
    pub fn spawn(mut self) -> Child {
        self.command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
    }

    /// Starts it and does not wait; its standard error can be read.
    pub fn spawn_with_stderr(mut self) -> Child {
        self.command.stdout(Stdio::null()).spawn().expect("the program starts")
    }

    /// Waits for its end. A program that was killed by a signal has the status -1.
    pub fn run(mut self) -> Run {
        let mut child = self.command.spawn().expect("the program starts");
        let feeder = child.stdin.take().map(|mut stdin| {
            let input = std::mem::take(&mut self.input);
            std::thread::spawn(move || std::io::Write::write_all(&mut stdin, &input))
        });
        let output = child.wait_with_output().expect("the program ends");
        if let Some(feeder) = feeder {
            let _ = feeder.join();
        }
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { status: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}
