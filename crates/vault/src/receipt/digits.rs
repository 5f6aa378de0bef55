//! The digit form: 29 digits for the 96 bits, and a Damm check digit.

use super::{ReceiptError, ReceiptForm};
use zeroize::Zeroizing;

pub(crate) const COUNT: usize = 30;
pub(crate) const GROUPS: usize = 6;
const GROUP: usize = COUNT / GROUPS;

/// Damm's quasigroup of order 10: finds every single wrong digit and every swap of neighbours.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// The zero of every decimal digit run of Unicode; the nine others follow it.
#[rustfmt::skip]
const ZEROS: [u32; 66] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40,
    0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0,
    0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11950, 0x11C50, 0x11D50,
    0x11DA0, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950,
    0x1FBF0,
];

/// The value of a decimal digit of any script.
pub(crate) fn value(c: char) -> Option<u8> {
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= u32::from(c))].last()?;
    u8::try_from(u32::from(c) - zero)
        .ok()
        .filter(|value| *value < 10)
}

/// The digits of a text that has nothing else but separators; `None` if it has letters.
pub(super) fn values(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    if text.chars().any(char::is_alphabetic) {
        return None;
    }
    let mut digits = Zeroizing::new(Vec::with_capacity(text.len()));
    digits.extend(text.chars().filter_map(value));
    Some(digits)
}

pub(super) fn write(receipt: &[u8; 12]) -> Zeroizing<String> {
    let mut number = number(receipt);
    let mut digits = Zeroizing::new([0; COUNT]);
    for place in digits[..COUNT - 1].iter_mut().rev() {
        *place = (number % 10) as u8;
        number /= 10;
    }
    digits[COUNT - 1] = damm(&digits[..COUNT - 1]);
    let mut text = Zeroizing::new(String::with_capacity(COUNT + GROUPS));
    for (place, digit) in digits.iter().enumerate() {
        if place > 0 && place % GROUP == 0 {
            text.push(' ');
        }
        text.push(char::from(b'0' + digit));
    }
    text
}

/// Reads the digits in `text`; anything else in it separates them.
pub(super) fn read(text: &str) -> Result<Zeroizing<[u8; 12]>, ReceiptError> {
    let mut digits = Zeroizing::new([0; COUNT]);
    let mut found = 0;
    for digit in text.chars().filter_map(value) {
        if let Some(place) = digits.get_mut(found) {
            *place = digit;
        }
        found += 1;
    }
    if found != COUNT {
        return Err(ReceiptError::WrongLength {
            found,
            expected: COUNT,
            form: ReceiptForm::Digits,
        });
    }
    let number = digits[..COUNT - 1]
        .iter()
        .fold(0, |number: u128, d| number * 10 + u128::from(*d));
    if damm(&digits[..]) != 0 || number >> 96 != 0 {
        return Err(ReceiptError::WrongCheck);
    }
    let mut receipt = Zeroizing::new([0; 12]);
    receipt.copy_from_slice(&number.to_be_bytes()[4..]);
    Ok(receipt)
}

fn number(receipt: &[u8; 12]) -> u128 {
    receipt
        .iter()
        .fold(0, |number, byte| number << 8 | u128::from(*byte))
}

fn damm(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |check, digit| {
        DAMM[usize::from(check)][usize::from(*digit)]
    })
}
