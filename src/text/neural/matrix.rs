//! Matrices of 32-bit floating-point numbers, row by row.

use crate::text::linear::Shuffle;
use std::ops::Range;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    pub rows: usize,
    pub cols: usize,
    pub data: Vec<f32>,
}

impl Matrix {
    pub fn zeros(rows: usize, cols: usize) -> Self {
        Self { rows, cols, data: vec![0.0; rows * cols] }
    }

    /// Numbers from the even distribution whose size suits the shape (Glorot and Bengio 2010).
    pub fn random(rows: usize, cols: usize, random: &mut Shuffle) -> Self {
        let size = (6.0 / (rows + cols) as f32).sqrt();
        Self::uniform(rows, cols, size, random)
    }

    /// Numbers between `-size` and `size`.
    pub fn uniform(rows: usize, cols: usize, size: f32, random: &mut Shuffle) -> Self {
        let data = (0..rows * cols).map(|_| (2.0 * random.unit() - 1.0) * size).collect();
        Self { rows, cols, data }
    }

    /// A matrix of zeros of the same shape.
    pub fn like(&self) -> Self {
        Self::zeros(self.rows, self.cols)
    }

    /// Rows for columns.
    pub fn turned(&self) -> Self {
        let data = (0..self.cols).flat_map(|col| (0..self.rows).map(move |row| self.data[row * self.cols + col]));
        Self { rows: self.cols, cols: self.rows, data: data.collect() }
    }

    pub fn row(&self, row: usize) -> &[f32] {
        &self.data[row * self.cols..(row + 1) * self.cols]
    }

    pub fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.data[row * self.cols..(row + 1) * self.cols]
    }

    /// The rows of a range as a matrix of their own.
    pub fn slice_rows(&self, rows: Range<usize>) -> Self {
        let data = self.data[rows.start * self.cols..rows.end * self.cols].to_vec();
        Self { rows: rows.len(), cols: self.cols, data }
    }

    /// The columns of a range as a matrix of their own.
    pub fn slice_cols(&self, cols: Range<usize>) -> Self {
        let data = (0..self.rows).flat_map(|row| self.row(row)[cols.clone()].iter().copied()).collect();
        Self { rows: self.rows, cols: cols.len(), data }
    }

    /// Adds a matrix to some of the columns.
    pub fn add_cols(&mut self, start: usize, other: &Matrix) {
        for row in 0..self.rows {
            add(&mut self.row_mut(row)[start..start + other.cols], other.row(row));
        }
    }

    /// Adds a matrix to some of the rows.
    pub fn add_rows(&mut self, start: usize, other: &Matrix) {
        add(&mut self.data[start * self.cols..(start + other.rows) * self.cols], &other.data);
    }

    /// Adds the one row of `bias` to every row.
    pub fn add_bias(&mut self, bias: &Matrix) {
        for row in 0..self.rows {
            add(self.row_mut(row), &bias.data);
        }
    }

    /// Adds the sum of all rows of `other` to this one row.
    pub fn add_sum_of_rows(&mut self, other: &Matrix) {
        for row in 0..other.rows {
            add(&mut self.data, other.row(row));
        }
    }

    /// The product of `a` and `b`.
    pub fn product(a: &Matrix, b: &Matrix) -> Self {
        let mut out = Self::zeros(a.rows, b.cols);
        gemm((a.rows, a.cols, b.cols), (&a.data, a.cols, 1), (&b.data, b.cols, 1), &mut out.data);
        out
    }

    /// The product of `a` and `b` turned over.
    pub fn product_turned(a: &Matrix, b: &Matrix) -> Self {
        let mut out = Self::zeros(a.rows, b.rows);
        gemm((a.rows, a.cols, b.rows), (&a.data, a.cols, 1), (&b.data, 1, b.cols), &mut out.data);
        out
    }

    /// Adds the product of `a` turned over and `b`.
    pub fn add_turned_product(&mut self, a: &Matrix, b: &Matrix) {
        gemm((a.cols, a.rows, b.cols), (&a.data, 1, a.cols), (&b.data, b.cols, 1), &mut self.data);
    }
}

/// Adds one list of numbers to another.
pub(super) fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

/// Adds the product of two matrices to `out`; each operand is its numbers and how far rows and columns lie apart.
fn gemm((m, k, n): (usize, usize, usize), a: (&[f32], usize, usize), b: (&[f32], usize, usize), out: &mut [f32]) {
    assert!(a.0.len() == m * k && b.0.len() == k * n && out.len() == m * n, "shapes of a product do not fit");
    if m * k * n == 0 {
        return;
    }
    // SAFETY: the three slices have just the lengths that the sizes and strides address.
    unsafe {
        matrixmultiply::sgemm(
            m,
            k,
            n,
            1.0,
            a.0.as_ptr(),
            a.1 as isize,
            a.2 as isize,
            b.0.as_ptr(),
            b.1 as isize,
            b.2 as isize,
            1.0,
            out.as_mut_ptr(),
            n as isize,
            1,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(rows: usize, data: &[f32]) -> Matrix {
        Matrix { rows, cols: data.len() / rows, data: data.to_vec() }
    }

    #[test]
    fn products_agree_with_hand_calculation() {
        let a = matrix(2, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let b = matrix(3, &[1.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
        let product = matrix(2, &[4.0, 5.0, 10.0, 11.0]);
        assert_eq!(Matrix::product(&a, &b), product);
        let turned = matrix(2, &[1.0, 0.0, 1.0, 0.0, 1.0, 1.0]);
        assert_eq!(Matrix::product_turned(&a, &turned), product);
        let mut sum = matrix(3, &[0.0; 6]);
        sum.add_turned_product(&a, &matrix(2, &[1.0, 0.0, 0.0, 1.0]));
        assert_eq!(sum, matrix(3, &[1.0, 4.0, 2.0, 5.0, 3.0, 6.0]));
    }
}
