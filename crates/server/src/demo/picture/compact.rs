//! Shorter path text: [`path`] rewrites absolute commands as whole-number relative steps where
//! that saves characters. A catalogue page shows dozens of pictures; a fifth less is worth it.

use super::canvas::num;

/// Rewrites path data made of `M L H V C Q A` and their relative forms.
pub(super) fn path(text: &str) -> String {
    let mut out = Writer::default();
    for (command, values) in commands(text) {
        let arity = arity(command);
        if arity == 0 {
            out.close();
            continue;
        }
        for (i, chunk) in values.chunks(arity).enumerate() {
            // Further pairs after a move are lines.
            let command = match (command, i) {
                ('M', 1..) => 'L',
                ('m', 1..) => 'l',
                _ => command,
            };
            out.step(command, chunk);
        }
    }
    out.text
}

/// Path text with every point scaled and then moved: a shape written down once at a handy size
/// serves all of its variations. Absolute commands only.
pub(super) fn fit(text: &str, at: (f32, f32), scale: (f32, f32)) -> String {
    let mut out = String::new();
    for (command, values) in commands(text) {
        out.push(command);
        let across = |i: usize| command == 'H' || (command != 'V' && i.is_multiple_of(2));
        let put = |(i, v): (usize, &f32)| match across(i) {
            true => v * scale.0 + at.0,
            false => v * scale.1 + at.1,
        };
        out.push_str(&join(
            &values.iter().enumerate().map(put).collect::<Vec<_>>(),
        ));
    }
    out
}

fn arity(command: char) -> usize {
    match command.to_ascii_uppercase() {
        'H' | 'V' => 1,
        'M' | 'L' | 'T' => 2,
        'S' | 'Q' => 4,
        'C' => 6,
        'A' => 7,
        _ => 0,
    }
}

fn commands(text: &str) -> Vec<(char, Vec<f32>)> {
    let mut list: Vec<(char, Vec<f32>)> = Vec::new();
    let mut number = String::new();
    for letter in text.chars().chain(['Z']) {
        let ends = letter == ' ' || letter == ',' || letter == '-' || letter.is_ascii_alphabetic();
        let second_dot = letter == '.' && number.contains('.');
        if (ends || second_dot) && !number.is_empty() {
            let value = number.parse().expect("path text holds plain numbers");
            list.last_mut()
                .expect("path text opens with a move")
                .1
                .push(value);
            number.clear();
        }
        match letter {
            l if l.is_ascii_alphabetic() => list.push((l, Vec::new())),
            ' ' | ',' => {}
            l => number.push(l),
        }
    }
    list.pop();
    list
}

/// Follows the pen as a reader of the rounded text will, so that errors never add up.
#[derive(Default)]
struct Writer {
    text: String,
    last: char,
    at: (f32, f32),
    open: (f32, f32),
}

impl Writer {
    fn close(&mut self) {
        self.text.push('z');
        self.last = 'z';
        self.at = self.open;
    }

    fn step(&mut self, command: char, values: &[f32]) {
        let absolute = self.absolute(command, values);
        let upper = command.to_ascii_uppercase();
        let near = self.relative(upper, &absolute);
        let (plain, moved) = (join(&absolute), join(&near));
        let (name, body) = match moved.len() < plain.len() {
            true => (upper.to_ascii_lowercase(), moved),
            false => (upper, plain),
        };
        let same = self.last == name && upper != 'M';
        if !same {
            self.text.push(name);
        } else if !body.starts_with('-') {
            self.text.push(' ');
        }
        self.text.push_str(&body);
        self.last = name;
        self.advance(upper, name, &absolute, &near);
    }

    fn absolute(&self, command: char, values: &[f32]) -> Vec<f32> {
        let moved = command.is_ascii_lowercase();
        self.shift(
            command.to_ascii_uppercase(),
            values,
            if moved { 1.0 } else { 0.0 },
        )
    }

    fn relative(&self, upper: char, values: &[f32]) -> Vec<f32> {
        self.shift(upper, values, -1.0)
    }

    fn shift(&self, upper: char, values: &[f32], by: f32) -> Vec<f32> {
        let (x, y) = (self.at.0 * by, self.at.1 * by);
        let add = |(i, v): (usize, &f32)| match (upper, i) {
            ('A', 0..=4) => *v,
            ('A', 5) => v + x,
            ('A', _) | ('V', _) => v + y,
            ('H', _) => v + x,
            _ if i % 2 == 0 => v + x,
            _ => v + y,
        };
        values.iter().enumerate().map(add).collect()
    }

    fn advance(&mut self, upper: char, name: char, absolute: &[f32], near: &[f32]) {
        let (list, from) = match name.is_ascii_lowercase() {
            true => (near, self.at),
            false => (absolute, (0.0, 0.0)),
        };
        let read = |i: usize| {
            num(list[i])
                .parse::<f32>()
                .expect("num writes plain numbers")
        };
        let end = list.len() - 1;
        self.at = match upper {
            'H' => (from.0 + read(end), self.at.1),
            'V' => (self.at.0, from.1 + read(end)),
            _ => (from.0 + read(end - 1), from.1 + read(end)),
        };
        if upper == 'M' {
            self.open = self.at;
        }
    }
}

fn join(values: &[f32]) -> String {
    let mut out = String::new();
    for value in values {
        let text = num(*value);
        if !out.is_empty() && !text.starts_with('-') {
            out.push(' ');
        }
        out.push_str(&text);
    }
    out
}
