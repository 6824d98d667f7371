//! Matrices in a model file: 8 bits for a number, with one scale for each row.
//!
//! Layout: number of rows and columns (u32), then for each row its scale (f32) and its numbers (i8).

use super::matrix::Matrix;
use super::widely::widely;
use bytes::Bytes;

/// Rounds a matrix to 8 bits.
pub fn pack(matrix: &Matrix) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(8 + matrix.rows * (4 + matrix.cols));
    bytes.extend((matrix.rows as u32).to_le_bytes());
    bytes.extend((matrix.cols as u32).to_le_bytes());
    for row in 0..matrix.rows {
        let row = matrix.row(row);
        let largest = row.iter().fold(0.0f32, |largest, number| largest.max(number.abs()));
        let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        bytes.extend(scale.to_le_bytes());
        bytes.extend(row.iter().map(|number| (number / scale).round() as i8 as u8));
    }
    bytes
}

/// A packed matrix that is read where it lies.
#[derive(Debug, Clone)]
pub struct Rows {
    bytes: Bytes,
    pub rows: usize,
    pub cols: usize,
}

impl Rows {
    /// The scale of a row, and its numbers (i8).
    pub fn row(&self, row: usize) -> (f32, &[u8]) {
        let start = 8 + row * (4 + self.cols);
        let (scale, numbers) = self.bytes[start..start + 4 + self.cols].split_at(4);
        (f32::from_le_bytes([scale[0], scale[1], scale[2], scale[3]]), numbers)
    }

    /// Adds a row to `sum`.
    pub fn add_to(&self, row: usize, sum: &mut [f32]) {
        let (scale, numbers) = self.row(row);
        add_scaled(sum, numbers, scale);
    }
}

widely! {
    /// Adds numbers (i8) times their scale.
    fn add_scaled(sum: &mut [f32], numbers: &[u8], scale: f32) {
        sum.iter_mut().zip(numbers).for_each(|(sum, &number)| *sum += f32::from(number as i8) * scale);
    }
}

/// Opens a packed matrix without copying it; `None` when the bytes do not have the length that they state.
pub fn unpack_rows(bytes: &Bytes) -> Option<Rows> {
    let word = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    let (rows, cols) = (word(0)? as usize, word(4)? as usize);
    let length = rows.checked_mul(cols.checked_add(4)?)?.checked_add(8)?;
    (bytes.len() == length).then(|| Rows { bytes: bytes.clone(), rows, cols })
}

/// Reads a matrix; `None` when the bytes do not have the length that they state.
pub fn unpack(bytes: &Bytes) -> Option<Matrix> {
    let packed = unpack_rows(bytes)?;
    let mut matrix = Matrix::zeros(packed.rows, packed.cols);
    for row in 0..packed.rows {
        packed.add_to(row, matrix.row_mut(row));
    }
    Some(matrix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::linear::Shuffle;

    #[test]
    fn comes_back_nearly_the_same() {
        let matrix = Matrix::random(5, 7, &mut Shuffle::new(3));
        let bytes = Bytes::from(pack(&matrix));
        let back = unpack(&bytes).expect("own bytes");
        assert!(matrix.data.iter().zip(&back.data).all(|(a, b)| (a - b).abs() < 0.01));
        assert!(unpack(&bytes.slice(..50)).is_none());
    }
}
