//! Matrices in a model file: 8 bits for a number, with one scale for each row.
//!
//! Layout: number of rows and columns (u32), then for each row its scale (f32) and its numbers (i8).

use super::matrix::Matrix;

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

/// Reads a matrix; `None` when the bytes do not have the length that they state.
pub fn unpack(bytes: &[u8]) -> Option<Matrix> {
    let word = |at: usize| bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    let (rows, cols) = (word(0)? as usize, word(4)? as usize);
    let body = bytes.get(8..)?;
    if body.len() != rows.checked_mul(cols.checked_add(4)?)? {
        return None;
    }
    let mut data = Vec::with_capacity(rows * cols);
    for row in body.chunks_exact(cols + 4) {
        let scale = f32::from_le_bytes(row[..4].try_into().ok()?);
        data.extend(row[4..].iter().map(|&number| f32::from(number as i8) * scale));
    }
    Some(Matrix { rows, cols, data })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::linear::Shuffle;

    #[test]
    fn comes_back_nearly_the_same() {
        let matrix = Matrix::random(5, 7, &mut Shuffle::new(3));
        let back = unpack(&pack(&matrix)).expect("own bytes");
        assert!(matrix.data.iter().zip(&back.data).all(|(a, b)| (a - b).abs() < 0.01));
        assert!(unpack(&pack(&matrix)[..50]).is_none());
    }
}
