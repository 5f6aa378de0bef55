//! What the application under test draws files with, as the program itself does with `watchpost look`.

fn main() -> std::process::ExitCode {
    let wish: Vec<String> = std::env::args().skip(1).collect();
    watchpost_viewer::child::run(&wish)
}
