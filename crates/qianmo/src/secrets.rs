//! Passwords that a person types. At a terminal they are asked for and not shown; else they come by standard input, one
//! a line.

use std::io::{BufRead as _, IsTerminal as _, Write as _, stdin};

use kernel::Problem;

/// Asks for passwords, one after another.
#[derive(Default)]
pub struct Secrets(());

impl Secrets {
    /// The next one.
    pub fn ask(&mut self, what: &str) -> Result<String, Problem> {
        let _quiet = stdin().is_terminal().then(|| Quiet::begin(what));
        let mut line = String::new();
        let read = stdin().lock().read_line(&mut line).map_err(|error| missing().detail(error))?;
        if read == 0 {
            return Err(missing());
        }
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    }
}

fn missing() -> Problem {
    Problem::new("account.no_password", "没有读到口令，什么都没有改动。")
        .hint("在终端里按提示输入，或从标准输入给出，每行一个；不要写在命令里。")
}

/// The terminal does not show what is typed until this is dropped.
struct Quiet {
    #[cfg(unix)]
    before: Option<rustix::termios::Termios>,
}

impl Quiet {
    fn begin(what: &str) -> Self {
        let mut out = std::io::stderr();
        let _ = write!(out, "{what}：");
        let _ = out.flush();
        Self {
            #[cfg(unix)]
            before: hide(),
        }
    }
}

#[cfg(unix)]
fn hide() -> Option<rustix::termios::Termios> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    let before = tcgetattr(stdin()).ok()?;
    let mut silent = before.clone();
    silent.local_modes.remove(LocalModes::ECHO);
    tcsetattr(stdin(), OptionalActions::Flush, &silent).ok()?;
    Some(before)
}

impl Drop for Quiet {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(before) = &self.before {
            let _ = rustix::termios::tcsetattr(stdin(), rustix::termios::OptionalActions::Now, before);
        }
        let _ = writeln!(std::io::stderr());
    }
}
